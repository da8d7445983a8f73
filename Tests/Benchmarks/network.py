"""Network namespaces for the benchmarks, what joins them, and the programs that run in them."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

BENCHMARKS = os.path.dirname(os.path.realpath(__file__))
PROJECT = os.path.dirname(os.path.dirname(BENCHMARKS))

# Bytes of Ethernet, IPv4 and TCP header with timestamps, beside each segment of data.
HEADERS = 66

# Where the plain C receiver listens.
PLAIN_PORT = 5202


class Failure(Exception):
    """A run that gives no figure, with what its program said."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def must(*command):
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if run.returncode != 0:
        raise Failure(f"{' '.join(command)}: exit code {run.returncode}: {(run.stderr or run.stdout).strip()}")
    return run.stdout


def build(product):
    """The release build of a program of this package."""
    command = ["swift", "build", "-c", "release", "--static-swift-stdlib", "--package-path", PROJECT]
    say(f"building {product}")
    if subprocess.call([*command, "--product", product], stdout=sys.stderr) != 0:
        raise Failure(f"{product} did not build")
    folder = must(*command, "--show-bin-path").strip()
    return os.path.join(folder, product)


def compile_c(name, folder):
    program = os.path.join(folder, name)
    must("gcc", "-O2", "-pthread", "-o", program, os.path.join(BENCHMARKS, f"{name}.c"))
    return program


class Namespace:
    """One network namespace; its commands run with a high priority, so that little else gets in between."""

    def __init__(self, label):
        self.name = f"vmpf-{os.getpid()}-{label}"
        must("ip", "netns", "add", self.name)

    def words(self, *command):
        return ["nice", "--adjustment=-10", "ip", "netns", "exec", self.name, *map(str, command)]

    def run(self, *command, seconds=300):
        """The output of a command that succeeds."""
        try:
            run = subprocess.run(
                self.words(*command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                text=True, timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise Failure(f"{command[0]} did not end within {seconds} s") from error
        if run.returncode != 0:
            raise Failure(f"{command[0]}: exit code {run.returncode}: {(run.stderr or run.stdout).strip()[-600:]}")
        return run.stdout

    def fping(self, address, count, milliseconds):
        """Round trips in milliseconds."""
        words = self.words("fping", "-C", count, "-p", milliseconds, "-t", 2000, "-q", address)
        run = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        times = [float(word) for word in run.stderr.rpartition(" : ")[2].split() if word != "-"]
        if len(times) < count * 0.9:
            raise Failure(f"fping: {len(times)} of {count} replies: {run.stderr.strip()[-200:]}")
        return times

    def ip(self, *words):
        must("ip", "-netns", self.name, *map(str, words))

    def set(self, **parameters):
        for name, value in parameters.items():
            must(*self.words("sysctl", "--quiet", "--write", f"net.ipv4.{name}={value}"))


class Beside:
    """A program that runs while something else is measured, and is ended afterwards."""

    def __init__(self, words, ready=None, stdin=subprocess.DEVNULL):
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            words, stdin=stdin, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        while ready:
            line = self.process.stdout.readline()
            if ready in line:
                break
            if not line:
                self.process.wait()
                raise Failure(f"{' '.join(words)}: {self.complaints()}")

    def complaints(self):
        self.errors.seek(0)
        return self.errors.read().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def end(self, seconds=10):
        """Ends it when it has not ended, and returns the rest of its output."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.communicate()[0]

    def finish(self, seconds=30):
        """Waits until it ends by itself, and returns the rest of its output."""
        try:
            return self.process.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired as error:
            raise Failure(f"{' '.join(self.process.args)} did not end by itself") from error


class Network:
    """Two namespaces, cubic in both, and the wires between them; everything is gone at the end."""

    def __init__(self, test_link=None):
        self.test_link = test_link
        self.namespaces, self.links, self.wires = [], [], 0

    def __enter__(self):
        try:
            for label in "ab":
                end = Namespace(label)
                self.namespaces.append(end)
                end.ip("link", "set", "lo", "up")
                must(os.path.join(PROJECT, "Tests", "default-congestion-control"), end.name, "cubic")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for link in self.links:
            link.end()
        for end in self.namespaces:
            subprocess.run(["ip", "netns", "delete", end.name], check=False)

    @property
    def near(self):
        return self.namespaces[0]

    @property
    def far(self):
        return self.namespaces[1]

    def veth(self, mbps=None, mtu=1500):
        """A veth pair, shaped at both ends when `mbps` is given; returns its number."""
        interface = self._next()
        must("ip", "link", "add", interface, "netns", self.near.name, "type", "veth", "peer", "name", interface,
             "netns", self.far.name)
        self._address(interface, mtu)
        for end in self.namespaces if mbps else []:
            # About 2 ms of data, and more than one large frame: less is not enough at 10 Gbit/s.
            must("tc", "-netns", end.name, "qdisc", "replace", "dev", interface, "root", "tbf", "rate", f"{mbps}mbit",
                 "burst", str(max(70_000, mbps * 262)), "latency", "5ms")
        return self.wires

    def link(self, *options, mtu=1500):
        """A link of known delay; returns its number."""
        interface = self._next()
        ends = [f"{end.name}/{interface}" for end in self.namespaces]
        words = [self.test_link, *ends, *map(str, options)]
        self.links.append(Beside(words, ready="ready", stdin=subprocess.PIPE))
        self._address(interface, mtu)
        return self.wires

    def without_offloads(self, number):
        for end in self.namespaces:
            must(*end.words("ethtool", "-K", f"link{number}", "tso", "off", "gso", "off", "gro", "off"))

    def _next(self):
        self.wires += 1
        return f"link{self.wires}"

    def _address(self, interface, mtu):
        for index, end in enumerate(self.namespaces, start=1):
            end.ip("link", "set", interface, "mtu", mtu, "txqueuelen", 10_000, "addrgenmode", "none", "up")
            end.ip("address", "add", f"10.77.{self.wires}.{index}/24", "dev", interface)
            end.ip("address", "add", f"fd77:{self.wires}::{index}/64", "dev", interface, "nodad")


def address(number, end="far", family=4):
    """The address of wire `number` at one end."""
    host = 2 if end == "far" else 1
    return f"10.77.{number}.{host}" if family == 4 else f"fd77:{number}::{host}"


def probe(network, binary, *options, to, seconds=300):
    """Probes from the near namespace with the far end's help, and returns the evidence."""
    via = f"ip netns exec {network.far.name}"
    text = network.near.run(
        binary, "probe", "--to", *to, "--via", via, "--format", "json", "--congestion-control", "cubic", *options,
        seconds=seconds)
    return json.loads(text)


def iperf3(network, number, streams, seconds):
    """The goodput of iperf3 from the near end, as its receiver counts it, in 10^6 bit/s."""
    with Beside(network.far.words("iperf3", "--server", "--one-off", "--forceflush"), ready="listening"):
        text = network.near.run(
            "iperf3", "--client", address(number), "--time", seconds, "--parallel", streams, "--congestion", "cubic",
            "--json")
    return json.loads(text)["end"]["sum_received"]["bits_per_second"] / 1e6


def bulk_send(network, program, number, streams, seconds):
    """The goodput of the plain C sender from the near end, as its receiver counts it, in 10^6 bit/s."""
    with Beside(network.far.words(program, "receive", PLAIN_PORT, streams), ready="listening") as receiver:
        network.near.run(program, "send", address(number), PLAIN_PORT, streams, seconds, "cubic")
        return json.loads(receiver.finish())["mbps"]


class Tcpdump(Beside):
    """tcpdump on one wire of a namespace, headers only, as the probe captures."""

    def __init__(self, end, number, folder):
        file = os.path.join(folder, "rival.pcap")
        super().__init__(end.words(
            "tcpdump", "-i", f"link{number}", "-s", 128, "-B", 65536, "-n", "-Z", "root", "-w", file, "tcp"))
        time.sleep(0.5)
        if self.process.poll() is not None:
            raise Failure(f"tcpdump: {self.complaints()}")


def require_tools(*names):
    for name in names:
        if not shutil.which(name):
            raise Failure(f"{name} is missing; Tests/run installs what is needed")
    if os.geteuid() != 0:
        raise Failure("network namespaces need root")
