"""`./dev rehearse`: a database of its own, copied from a migrated template, and the command in it."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from rehearsal import database
from rehearsal.planted import hunt

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--planted"]:
        return hunt.main(arguments[1:])
    if arguments[:1] == ["--load"]:
        return play(arguments[1:], command="load_demo").returncode
    if "--again" in arguments:
        return play_again([argument for argument in arguments if argument != "--again"])
    return play(arguments).returncode


def play(arguments: list[str], *, command: str = "rehearse", **options: Any) -> subprocess.CompletedProcess[str]:
    with database.scratch_environment() as environment:
        words = [sys.executable, "manage.py", command, *arguments]
        return subprocess.run(words, cwd=ROOT, env=os.environ | environment, text=True, **options)


def play_again(arguments: list[str]) -> int:
    """The same run twice, side by side: 1 where it fails or where the two diaries differ."""
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda _: play(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT), range(2)))
    sys.stdout.write(runs[0].stdout)
    last = [run.stdout.strip().splitlines()[-1] for run in runs]
    if last[0] != last[1]:
        sys.stdout.write(f"The second run was another one: {last[1]}\n")
    return max(run.returncode for run in runs) or int(last[0] != last[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
