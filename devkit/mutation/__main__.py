"""`./dev mutate`: prints the score of each module and what survived; fails below --at-least."""

from __future__ import annotations

import argparse
import sys

import pytest

from devkit.mutation import report, rooms
from devkit.mutation.runner import Runner


def main() -> int:
    options = parse()
    runner = Runner(options.rooms, options.only, options.seed, options.sample, options.patience, options.minutes)
    words = [
        "-qq",
        "--no-header",
        "--capture=no",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        *rooms.folders(options.rooms),
    ]
    words += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # this module needs Hypothesis before pytest does
    code = pytest.main(words, plugins=[runner])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) or not runner.outcomes:
        return 2
    score = report.Score(runner, options)
    print(score.text())
    if options.write:
        score.write()
    return 0 if score.percent >= options.at_least else 1


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev mutate", description=__doc__)
    parser.add_argument("--rooms", choices=("rules", "claimed"), default="rules", help="what is mutated")
    parser.add_argument("--seed", type=int, default=7, help="draws the sample")
    parser.add_argument("--sample", type=int, help="how many mutants to try; all without it")
    parser.add_argument("--only", default="", metavar="PATH", help="only modules whose path begins so")
    parser.add_argument("--at-least", type=float, default=0, metavar="PERCENT", help="fail below this score")
    parser.add_argument("--patience", type=float, default=60, help="seconds of tests that one mutant may cost")
    parser.add_argument("--minutes", type=float, default=60, help="try no further mutant after these")
    parser.add_argument("--write", action="store_true", help="write the result into docs/testing.md")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
