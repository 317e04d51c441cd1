"""How a run reads: the score of each module, and what survived, with the reason why it was left."""

from __future__ import annotations

import argparse
import subprocess
import tomllib
from collections import defaultdict
from dataclasses import dataclass

from devkit.mutation.runner import Outcome, Runner, Verdict
from devkit.places import ROOT

PAGE = ROOT / "docs" / "testing.md"
LEFT = ROOT / "devkit" / "mutation" / "left.toml"


@dataclass(frozen=True)
class Score:
    runner: Runner
    options: argparse.Namespace

    @property
    def tried(self) -> list[Outcome]:
        return [outcome for outcome in self.runner.outcomes if outcome.is_tried]

    @property
    def survivors(self) -> list[Outcome]:
        alive = [outcome for outcome in self.tried if not outcome.is_killed]
        return sorted(alive, key=lambda outcome: (outcome.mutant.path, outcome.mutant.line))

    @property
    def percent(self) -> float:
        return percent(self.tried)

    def text(self) -> str:
        """For the terminal."""
        lines = [f"{path}: {figures(outcomes)}" for path, outcomes in self.by_module().items()]
        lines += ["", *(f"{outcome.mutant}  ({self.why(outcome)})" for outcome in self.survivors), "", self.summary()]
        return "\n".join(lines)

    def summary(self) -> str:
        endless = sum(outcome.verdict is Verdict.ENDLESS for outcome in self.tried)
        late = self.runner.drawn - len(self.runner.outcomes)
        return (
            f"mutation of {self.options.rooms}: {killed(self.tried)} of {len(self.tried)} mutants killed, "
            f"{self.percent:.1f} % ({self.runner.possible} possible; {endless} killed by the clock; "
            f"{self.runner.tests} tests; not tried: {self.runner.untried} in class bodies, "
            f"{len(self.runner.outcomes) - len(self.tried)} that could not be put in"
            + (f", {late} for which the {self.options.minutes:g} minutes did not suffice)" if late else ")")
        )

    def by_module(self) -> dict[str, list[Outcome]]:
        modules: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in self.tried:
            modules[outcome.mutant.path].append(outcome)
        return dict(sorted(modules.items()))

    def why(self, outcome: Outcome) -> str:
        mutant = outcome.mutant
        return reasons().get((mutant.path, mutant.function, mutant.change), outcome.verdict.value)

    def command(self) -> str:
        options = self.options
        sample = f" --seed {options.seed} --sample {options.sample}" if options.sample else ""
        return f"./dev mutate --rooms {options.rooms}{sample}"

    def write(self) -> None:
        """Between the marks of docs/testing.md that belong to these rooms."""
        begin, end = (f"<!-- {word} of mutation: {self.options.rooms} -->" for word in ("begin", "end"))
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
        _, _, after = rest.partition(end)
        PAGE.write_text(f"{before}{begin}\n\n{self.markdown()}\n{end}{after}", encoding="utf-8")

    def markdown(self) -> str:
        lines = [f"`{self.command()}` at {commit()}: {self.summary()}.", ""]
        lines += ["| module | mutants | killed | score |", "| --- | --: | --: | --: |"]
        for path, outcomes in self.by_module().items():
            lines.append(f"| {path} | {len(outcomes)} | {killed(outcomes)} | {percent(outcomes):.0f} % |")
        lines += ["", "Left alive:", ""]
        lines += [f"- {place(outcome)}: {self.why(outcome)}" for outcome in self.survivors]
        return "\n".join([*lines, ""])


def place(outcome: Outcome) -> str:
    change = outcome.mutant.change.replace("`", "'")
    return f"{outcome.mutant.path}:{outcome.mutant.line} `{change}`"


def figures(outcomes: list[Outcome]) -> str:
    return f"{killed(outcomes)} of {len(outcomes)} killed, {percent(outcomes):.1f} %"


def killed(outcomes: list[Outcome]) -> int:
    return sum(outcome.is_killed for outcome in outcomes)


def percent(outcomes: list[Outcome]) -> float:
    return 100 * killed(outcomes) / len(outcomes) if outcomes else 100.0


def commit() -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def reasons() -> dict[tuple[str, str, str], str]:
    """Why a survivor is left, by path, function and change: devkit/mutation/left.toml."""
    rows = tomllib.loads(LEFT.read_text(encoding="utf-8")).get("left", [])
    return {(row["path"], row["function"], row["change"]): row["why"] for row in rows}
