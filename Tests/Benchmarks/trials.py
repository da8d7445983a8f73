"""What the benchmarks of `vmotion-preflight trial` have in common."""

import argparse
import json
import os
import sys
import tempfile

from network import Failure, address, build, require_tools, say
from noise import Bars, Pairs, add_arguments, print_machine

PAGE = 4096
MIB = 1 << 20
GIB = 1 << 30
MB = 1_000_000


class TrialBenchmark:
    """Cases that measure trials, each with a network of its own."""

    def __init__(self, arguments, binary, test_link, scratch):
        self.arguments, self.binary, self.test_link, self.scratch = arguments, binary, test_link, scratch
        self.pairs, self.bars = Pairs(arguments), Bars()

    def trial(self, network, *, memory, dirty=0, working_set=None, mbps=None, options=(), seconds=300):
        """Migrates a guest from the near namespace to the far one: the evidence of a trial that converged.

        Sizes are bytes, `dirty` bytes a second.
        """
        words = [
            "--to", address(1), "--via", f"ip netns exec {network.far.name}", "--format", "json",
            "--congestion-control", "cubic", "--memory", f"{memory // MIB}MiB",
            "--working-set", f"{working_set or min(memory // 2, 256 * MIB)}B", "--dirty-rate", f"{dirty / MB:g}MB/s"]
        if mbps:
            words += ["--max-rate", f"{mbps}Mbit/s"]
        found = json.loads(network.near.run(self.binary, "trial", *words, *options, seconds=seconds))["trial"]
        if not found.get("verified"):
            raise Failure(f"the trial was not verified: {found.get('why')}")
        return found


def run(doc, benchmark, cases, pairs, *tools, link=False):
    """Runs the cases of a benchmark that the command line asks for, and prints the bars."""
    name = os.path.basename(sys.argv[0])
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, pairs=pairs)
    parser.add_argument("--only", nargs="+", choices=cases, default=list(cases), metavar="CASE", help=f"of {', '.join(cases)}")
    arguments = parser.parse_args()
    try:
        require_tools(*tools)
        binary = os.path.abspath(arguments.binary or build("vmotion-preflight"))
        test_link = os.path.abspath(arguments.test_link or build("test-link")) if link else None
    except Failure as failure:
        say(f"{name}: {failure}")
        sys.exit(2)
    with tempfile.TemporaryDirectory(prefix=f"{name}-") as scratch:
        work = benchmark(arguments, binary, test_link, scratch)
        for case in arguments.only:
            say(case)
            try:
                cases[case](work)
            except Failure as failure:
                say(f"  {failure}")
                work.bars.add(case, None)
    print_machine()
    work.bars.print()
    sys.exit(work.bars.exit_code(arguments.check))
