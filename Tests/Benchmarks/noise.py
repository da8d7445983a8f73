"""How much of the machine others take while something is measured, and measurements that wait for quiet."""

import os
import subprocess
import sys
import time
from collections import namedtuple
from statistics import median

from network import say

TICK = os.sysconf("SC_CLK_TCK")

# A run beside more than this says nothing of the programs that were measured.
MOST_FOREIGN_CORES = 0.15
MOST_STEAL_CORES = 0.04

Noise = namedtuple("Noise", "foreign steal")


def processes():
    """Parent, and processor seconds with those of its ended children, of every process but the kernel's own."""
    found = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue  # it ended
        parent = int(fields[1])
        if int(name) != 2 and parent != 2:
            found[int(name)] = (parent, sum(map(int, fields[11:15])) / TICK)
    return found


def stolen():
    with open("/proc/stat", encoding="utf-8") as file:
        return int(file.readline().split()[8]) / TICK


class Watch:
    """Counts from its making on what processes outside this one's family take."""

    def __init__(self):
        self.start = self._count()

    def _count(self):
        every = processes()
        ours = {os.getpid()}
        while True:
            more = {number for number, (parent, _) in every.items() if parent in ours} - ours
            if not more:
                break
            ours |= more
        own = sum(every[number][1] for number in ours if number in every)
        # An ended process passes its time on to its parent, so this sum only grows.
        return time.monotonic(), sum(seconds for _, seconds in every.values()) - own, stolen()

    def noise(self):
        now = self._count()
        length = max(now[0] - self.start[0], 1e-3)
        return Noise(max(0, now[1] - self.start[1]) / length, (now[2] - self.start[2]) / length)


# Looks at the clock each millisecond, before everything else on its core, and tells the longest time that it could not.
STALLS = """
import os, sys, time
os.sched_setaffinity(0, {int(sys.argv[1])})
os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))
os.set_blocking(0, False)
last, longest = time.monotonic(), 0
while True:
    time.sleep(0.001)
    now = time.monotonic()
    longest, last = max(longest, now - last), now
    try:
        if not os.read(0, 1):
            break
    except BlockingIOError:
        continue
print(longest)
"""


class Stalls:
    """Times for which a core did nothing at all, since whoever lends it to this machine took it away."""

    def __init__(self):
        self.looks = [
            subprocess.Popen([sys.executable, "-c", STALLS, str(core)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            for core in sorted(os.sched_getaffinity(0))]

    def longest_ms(self):
        """Ends looking: the longest of all cores."""
        return max(float(look.communicate()[0]) for look in self.looks) * 1000


def wait_for_quiet(most_foreign, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        watch = Watch()
        time.sleep(0.5)
        if watch.noise().foreign <= most_foreign:
            return


class Pairs:
    """Measurements taken by turns, A B A B …, so that a slow spell of the machine hits all of them."""

    def __init__(self, arguments):
        self.wanted, self.most_foreign = arguments.pairs, arguments.most_foreign
        self.most_turns = 3 * self.wanted

    def run(self, measurements):
        """Name → figures of the quiet turns; a turn in which one was disturbed is repeated."""
        figures = {name: [] for name in measurements}
        for turn in range(1, self.most_turns + 1):
            of_this_turn = {}
            for name, measure in measurements.items():
                wait_for_quiet(self.most_foreign)
                watch = Watch()
                value = measure()
                noise = watch.noise()
                quiet = noise.foreign <= self.most_foreign and noise.steal <= MOST_STEAL_CORES
                say(f"  turn {turn}: {name} {show(value)}"
                    + ("" if quiet else f", disturbed: {noise.foreign:.2f} cores foreign, {noise.steal:.2f} stolen"))
                if not quiet:
                    break
                of_this_turn[name] = value
            if len(of_this_turn) == len(measurements):
                for name, value in of_this_turn.items():
                    figures[name].append(value)
            if all(len(values) == self.wanted for values in figures.values()):
                return figures
        say(f"  too much else ran: {len(next(iter(figures.values())))} quiet turns of {self.wanted}")
        return None


def show(value):
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def ratio(figures, upper, lower):
    """The median of the ratios, each taken within a turn."""
    return median(a / b for a, b in zip(figures[upper], figures[lower]))


class Bars:
    """What was asked for and what came of it."""

    def __init__(self):
        self.lines, self.missed, self.open = [], 0, 0

    def add(self, name, value, least=None, most=None):
        bounds = " and ".join(
            f"{word} {bound:g}" for word, bound in (("at least", least), ("at most", most)) if bound is not None)
        if value is None:
            self.open += 1
            self.lines.append((name, "–", bounds, "no verdict"))
            return
        met = (least is None or value >= least) and (most is None or value <= most)
        self.missed += not met
        self.lines.append((name, f"{value:.4g}", bounds, "met" if met else "MISSED"))

    def print(self):
        print("| bar | measured | wanted | verdict |")
        print("|---|---:|---|---|")
        for line in self.lines:
            print("| " + " | ".join(line) + " |")

    def exit_code(self, check):
        """With --check 1 for a bar that was missed, 3 for one that could not be judged."""
        if not check:
            return 0
        return 1 if self.missed else 3 if self.open else 0


def add_arguments(parser, pairs):
    parser.add_argument(
        "--pairs", type=int, default=pairs, metavar="N", help="quiet turns that a median is taken of (default: %(default)s)")
    parser.add_argument(
        "--most-foreign", type=float, default=MOST_FOREIGN_CORES, metavar="CORES",
        help="what other programs may take during a turn (default: %(default)s)")
    parser.add_argument("--binary", metavar="PATH", help="measure this vmotion-preflight instead of building one")
    parser.add_argument("--test-link", metavar="PATH", help="use this test-link instead of building one")
    parser.add_argument(
        "--check", action="store_true", help="exit with 1 when a bar is missed, with 3 when one could not be judged")


def print_machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    print(f"- CPU: {models[0] if models else os.uname().machine}, {len(os.sched_getaffinity(0))} cores")
    print(f"- Kernel: {os.uname().sysname} {os.uname().release}")
    print()
