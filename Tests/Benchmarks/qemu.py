"""QEMU's live migration between the two ends of a network: what the trial is measured beside.

The guest is `guest.asm`, run by TCG, whose migrations take as long as KVM's. Both QEMUs have their memory allocated before.
"""

import json
import os
import socket
import time
from dataclasses import dataclass

from network import BENCHMARKS, Beside, Failure, address, compile_c, must

GIB = 1 << 30
PAGE = 4096
STEP_PAGES = 64  # as in guest.asm
START = 120  # seconds that a QEMU and its guest may take to start


@dataclass
class Guest:
    """Memory and working set in bytes, what is written to in bytes a second."""
    memory: int
    dirty: int = 0
    working_set: int = 256 << 20
    zero: bool = False

    def assemble(self, folder):
        low = min(self.memory, GIB)
        values = {
            "LOW_END": 0 if self.zero else low,
            "HIGH_END": 0 if self.zero or self.memory == low else 4 * GIB + self.memory - low,
            "SET_PAGES": self.working_set // PAGE if self.dirty else 0,
            "STEP_TICKS": int(tick_rate(folder) * STEP_PAGES * PAGE / self.dirty) if self.dirty else 0,
        }
        image = os.path.join(folder, "guest.bin")
        must("nasm", "-f", "bin", "-o", image, *(f"-D{name}={value}" for name, value in values.items()),
             os.path.join(BENCHMARKS, "guest.asm"))
        return image


def tick_rate(folder):
    program = os.path.join(folder, "tick-rate")
    if not os.path.exists(program):
        compile_c("tick-rate", folder)
    return float(must(program))


class Machine:
    """One QEMU and its QMP connection."""

    def __init__(self, end, role, guest, image, folder, *options):
        self.path, self.console = (os.path.join(folder, f"{role}.{kind}") for kind in ("qmp", "console"))
        for path in (self.path, self.console):
            if os.path.exists(path):
                os.unlink(path)
        size = f"{guest.memory >> 20}M"
        self.process = Beside(end.words(
            "qemu-system-x86_64", "-accel", "tcg", "-cpu", "max", "-m", size,
            "-machine", "pc,memory-backend=memory,max-ram-below-4g=1G",
            "-object", f"memory-backend-ram,id=memory,size={size},prealloc=on",
            "-display", "none", "-nodefaults", "-no-reboot", "-drive", f"file={image},format=raw,if=ide,snapshot=on",
            "-qmp", f"unix:{self.path},server=on,wait=off", "-debugcon", f"file:{self.console}", *options))
        self.events = {}
        self.socket = self._until(self._connect)
        self.lines = self.socket.makefile()
        self._receive()  # the greeting
        self.command("qmp_capabilities")

    def _until(self, attempt):
        end = time.monotonic() + START
        while time.monotonic() < end and self.process.process.poll() is None:
            found = attempt()
            if found:
                return found
            time.sleep(0.02)
        raise Failure(f"QEMU did not start: {self.process.complaints()}")

    def _connect(self):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(START)
        try:
            connection.connect(self.path)
            return connection
        except OSError:
            connection.close()
            return None

    def wait_for_guest(self):
        self._until(lambda: os.path.exists(self.console) and b"F" in open(self.console, "rb").read())

    def _receive(self):
        line = self.lines.readline()
        if not line:
            raise Failure(f"QEMU ended: {self.process.complaints()}")
        return json.loads(line)

    def command(self, name, **arguments):
        self.socket.sendall(json.dumps({"execute": name, "arguments": arguments}).encode() + b"\n")
        while True:
            message = self._receive()
            if "event" in message:
                stamp = message["timestamp"]
                self.events[message["event"]] = stamp["seconds"] + stamp["microseconds"] / 1e6
            elif "error" in message:
                raise Failure(f"QEMU, {name}: {message['error']['desc']}")
            else:
                return message["return"]

    def end(self):
        self.process.end()
        self.lines.close()
        self.socket.close()


def migrate(network, guest, folder, *, streams=1, downtime_ms=20, mbps=None, auto_converge=False, postcopy=False,
            seconds=120):
    """Migrates a guest once; returns seconds, bytes, stun_ms, and with post-copy after_ms and faults.

    One stream is QEMU's own way, several are multifd. Post-copy begins once the whole memory was sent.
    """
    image = guest.assemble(folder)
    machines = []
    try:
        source = Machine(network.near, "source", guest, image, folder)
        machines.append(source)
        source.wait_for_guest()
        target = Machine(network.far, "target", guest, image, folder, "-incoming", "defer")
        machines.append(target)
        wanted = {"events": True, "multifd": streams > 1, "auto-converge": auto_converge, "postcopy-ram": postcopy}
        limits = {"max-bandwidth": int(mbps * 125_000) if mbps else 100 * GIB, "downtime-limit": downtime_ms}
        for machine in machines:
            machine.command("migrate-set-capabilities", capabilities=[
                {"capability": name, "state": state} for name, state in wanted.items()])
            if streams > 1:
                machine.command("migrate-set-parameters", **{"multifd-channels": streams})
        source.command("migrate-set-parameters", **limits, **{"max-postcopy-bandwidth": limits["max-bandwidth"]})
        target.command("migrate-incoming", uri=f"tcp:{address(1)}:0")
        port = target.command("query-migrate")["socket-address"][0]["port"]
        time.sleep(0.3)
        return _run(source, target, f"tcp:{address(1)}:{port}", postcopy, seconds)
    finally:
        for machine in machines:
            machine.end()


def _run(source, target, uri, postcopy, seconds):
    start, switched = time.monotonic(), None
    source.command("migrate", uri=uri)
    while True:
        found = source.command("query-migrate")
        elapsed = time.monotonic() - start
        if found.get("status") in ("failed", "cancelled"):
            raise Failure(f"QEMU's migration failed: {found.get('error-desc')}")
        # The totals come a moment after the status.
        if found.get("status") == "completed" and found.get("total-time") and found["ram"]["transferred"]:
            break
        if postcopy and not switched and found.get("ram", {}).get("dirty-sync-count", 0) >= 2:
            source.command("migrate-start-postcopy")
            switched = time.monotonic()
        if elapsed > seconds:
            raise Failure(f"QEMU's migration did not converge within {seconds} s")
        time.sleep(0.01)
    end = time.monotonic()
    while "RESUME" not in target.events and time.monotonic() < end + 10:
        target.command("query-status")
        time.sleep(0.01)
    source.command("query-status")
    return {
        "seconds": found["total-time"] / 1e3,
        "bytes": found["ram"]["transferred"],
        "stun_ms": (target.events["RESUME"] - source.events["STOP"]) * 1e3,
        "after_ms": (end - switched) * 1e3 if switched else None,
        "faults": found["ram"].get("postcopy-requests"),
    }
