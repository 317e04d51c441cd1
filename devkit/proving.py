"""`./dev prove`: the proofs that take too long for every change. Each leaves a line in docs/proofs.md: command, commit, day, result."""

import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from devkit.places import ROOT
from devkit.processes import output_of
from devkit.terminal import Stop, say

PAGE = ROOT / "docs" / "proofs.md"
HEAD = """\
# Proofs

Written by `./dev prove`; each line is the last run of one long proof, and its command repeats it. What they are: [testing.md](testing.md).
A `+` behind the commit: there were changes that are not in it.

| proof | command | commit | day | minutes | result |
| --- | --- | --- | --- | --: | --- |
"""


@dataclass(frozen=True)
class Proof:
    """A command; the last line that it prints is its result."""

    name: str
    command: str


PROOFS = [
    Proof("suite", "./dev test"),
    *(
        Proof(f"sixty days, seed {n}", f"./dev rehearse --seed {n} --from 2026-08-20 --days 60 --faults")
        for n in (1, 2, 3)
    ),
    Proof("planted bugs", "./dev rehearse --planted"),
    Proof("load data", "./dev rehearse --load --schools 300 --pupils 100000"),
    Proof("mutation of rules", "./dev mutate --rooms rules --sample 500 --seed 1 --at-least 90"),
    Proof("mutation of claims", "./dev mutate --rooms claimed --sample 150 --at-least 80"),
    Proof("look", "./dev look"),
]


@dataclass(frozen=True)
class Line:
    """One row of the page."""

    name: str
    command: str
    commit: str
    day: str
    minutes: str
    result: str

    def __str__(self) -> str:
        return "| " + " | ".join(text.replace("|", "/") for text in astuple(self)) + " |"


def run(names: Iterable[str]) -> int:
    """Runs the named proofs, or all; 1 when one failed. Raises Stop for a name that there is not."""
    wanted = set(names)
    if unknown := wanted - {proof.name for proof in PROOFS}:
        raise Stop(f"No proof is called {', '.join(sorted(unknown))}; there are: {', '.join(p.name for p in PROOFS)}.")
    failed = False
    for proof in PROOFS:
        if proof.name in wanted or not wanted:
            line, is_well = prove(proof)
            write(line)
            failed |= not is_well
    return int(failed)


def prove(proof: Proof) -> tuple[Line, bool]:
    say(proof.command)
    began = time.monotonic()
    last = ""
    with subprocess.Popen(
        proof.command.split(), cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as child:
        for printed in child.stdout or ():
            sys.stdout.write(printed)
            last = printed.strip() or last
    is_well = child.returncode == 0
    minutes = (time.monotonic() - began) / 60
    result = last if is_well else f"FAILED: {last}"
    return Line(
        proof.name, f"`{proof.command}`", commit(), time.strftime("%Y-%m-%d"), f"{minutes:.1f}", result
    ), is_well


def commit() -> str:
    """The short hash of the commit that stands here."""
    mark = "+" if output_of(["git", "status", "--porcelain", "--untracked-files=no"]) else ""
    return output_of(["git", "rev-parse", "--short", "HEAD"]) + mark


def write(line: Line) -> None:
    """Puts the line in the place of the last run of the same proof; the page keeps the order of PROOFS."""
    lines = read() | {line.name: line}
    rows = [str(lines[proof.name]) for proof in PROOFS if proof.name in lines]
    PAGE.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def read() -> dict[str, Line]:
    """The lines that stand on the page."""
    if not PAGE.exists():
        return {}
    rows = [row for row in PAGE.read_text(encoding="utf-8").splitlines() if row.startswith("| ") and "`" in row]
    cells = [[cell.strip() for cell in row.strip("| ").split(" | ")] for row in rows]
    return {row[0]: Line(*row) for row in cells if len(row) == 6}
