"""Plants a bug in a copy of the product and lets the rehearsal look for it: do the invariants alone see it?

    ./dev rehearse --planted                 every bug of bugs.toml, three seeds at most for each
    ./dev rehearse --planted seat_too_many   these only

A bug is found when an evening's invariant breaks. A crash, or a mistake that is accepted, is told apart: it does not count.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rehearsal import database

ROOT = Path(__file__).resolve().parents[2]
BUGS = Path(__file__).with_name("bugs.toml")
SEEDS = (1, 2, 3)
EVENING = re.compile(r"On the evening of (\S+):\s+(\w+):")


@dataclass(frozen=True)
class Bug:
    """One change of the source that a tired colleague could make."""

    name: str
    says: str
    path: str
    before: str
    after: str

    def plant(self, root: Path) -> None:
        """Changes the one place. Raises ValueError where the text is not there, or stands twice."""
        file = root / self.path
        source = file.read_text(encoding="utf-8")
        if source.count(self.before) != 1:
            raise ValueError(f"{self.name}: {self.path} has the text {source.count(self.before)} times, not once")
        file.write_text(source.replace(self.before, self.after), encoding="utf-8")


@dataclass(frozen=True)
class Verdict:
    """What three seeds found: the invariant and the day, or what came of it instead."""

    bug: Bug
    seed: int = 0
    invariant: str = ""
    day: str = ""
    otherwise: str = ""

    @property
    def is_found(self) -> bool:
        return bool(self.invariant)

    def __str__(self) -> str:
        found = (
            f"found by {self.invariant} on {self.day}, seed {self.seed}"
            if self.is_found
            else f"NOT found ({self.otherwise})"
        )
        return f"{self.bug.name}: {found}"


def read_bugs() -> list[Bug]:
    """The bugs of bugs.toml, in order."""
    return [Bug(name=name, **values) for name, values in tomllib.loads(BUGS.read_text(encoding="utf-8")).items()]


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="./dev rehearse --planted", description=__doc__)
    parser.add_argument("names", nargs="*", help="some of the bugs; all when none is named")
    parser.add_argument("--days", type=int, default=45)
    parser.add_argument("--at-least", type=int, default=15, help="how many have to be found")
    options = parser.parse_args(arguments)
    bugs = [bug for bug in read_bugs() if bug.name in options.names or not options.names]
    with ThreadPoolExecutor(2) as pool:
        verdicts = []
        for verdict in pool.map(lambda bug: hunt(bug, options.days), bugs):
            sys.stdout.write(f"{verdict}\n")
            sys.stdout.flush()
            verdicts.append(verdict)
    found = sum(verdict.is_found for verdict in verdicts)
    sys.stdout.write(
        f"{found} of {len(bugs)} planted bugs found by invariants within {len(SEEDS)} seeds of {options.days} days\n"
    )
    return int(found < min(options.at_least, len(bugs)))


def hunt(bug: Bug, days: int) -> Verdict:
    """Plays one seed after the other until an invariant breaks."""
    otherwise = ""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "planted"
        copy_product(copy)
        bug.plant(copy)
        for seed in SEEDS:
            said = _play(copy, seed, days)
            if breach := EVENING.search(said):
                return Verdict(bug, seed, breach[2], breach[1])
            otherwise = said.strip().splitlines()[-1] if said.strip() else "the run said nothing"
    return Verdict(bug, otherwise=otherwise)


def copy_product(to: Path) -> None:
    """The files of this checkout as they are now, without what is made from them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True
    )  # fmt: skip
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, to / name)
    for made in ("static/vendor", ".local/static"):
        if (ROOT / made).exists():
            (to / made).parent.mkdir(parents=True, exist_ok=True)
            (to / made).symlink_to(ROOT / made)


def _play(copy: Path, seed: int, days: int) -> str:
    """Everything that a run in the copy said."""
    with database.scratch_environment() as environment:
        command = [sys.executable, "manage.py", "rehearse", "--seed", str(seed), "--days", str(days)]
        command += ["--faults", "--only-invariants"]
        run = subprocess.run(command, cwd=copy, env=os.environ | environment, capture_output=True, text=True)
    return run.stdout + run.stderr
