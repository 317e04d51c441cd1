"""docs/states.md: the states of every model that has TRANSITIONS, as a table and as a diagram."""

from collections.abc import Iterable
from typing import Any

HEAD = """\
# States

Written by `./dev docs` from the `TRANSITIONS` tables of the models. Not edited by hand.

A status changes only through `audit.workflow.move()`, along these lines; each move is an audit entry with who,
when and why.
"""


def page(models: Iterable[type[Any]]) -> str:
    """The whole page as Markdown, models ordered by app and name."""
    found = sorted(
        (model for model in models if hasattr(model, "TRANSITIONS")),
        key=lambda model: model._meta.label,
    )
    return "\n".join([HEAD, contents(found), *map(section, found)])


def contents(models: list[type[Any]]) -> str:
    """A line per model, linked to its section."""
    return "\n".join(f"- [{heading(model)}](#{model.__name__.lower()})" for model in models) + "\n"


def heading(model: type[Any]) -> str:
    """App, identifier and Chinese name of a model."""
    return f"{model._meta.label} {model._meta.verbose_name}"


def section(model: type[Any]) -> str:
    """One model: diagram and table."""
    labels = {str(status): str(status.label) for status in model.Status}
    moves = [(str(source), [str(target) for target in in_order(model, targets)]) for source, targets in rows(model)]
    return "\n".join(
        [
            f'<a id="{model.__name__.lower()}"></a>\n',
            f"## {heading(model)}\n",
            diagram(moves, labels),
            table(moves, labels),
        ]
    )


def rows(model: type[Any]) -> list[tuple[Any, Iterable[Any]]]:
    """Every status of the model in the order it declares them, with the statuses that may follow."""
    return [(status, model.TRANSITIONS.get(status, ())) for status in model.Status]


def in_order(model: type[Any], targets: Iterable[Any]) -> list[Any]:
    """Sets have no order: the model's own order of statuses makes the page the same each time."""
    return [status for status in model.Status if status in set(targets)]


def table(moves: list[tuple[str, list[str]]], labels: dict[str, str]) -> str:
    """From which status to which."""
    lines = ["| from | to |", "| --- | --- |"]
    for source, targets in moves:
        lines.append(
            f"| {named(source, labels)} | {'、'.join(named(target, labels) for target in targets) or 'final'} |"
        )
    return "\n".join([*lines, ""])


def named(status: str, labels: dict[str, str]) -> str:
    """A status as people read it and as the code calls it."""
    return f"{labels[status]} `{status}`"


def diagram(moves: list[tuple[str, list[str]]], labels: dict[str, str]) -> str:
    """The same as a mermaid state diagram; Chinese labels on ASCII names."""
    reached = {target for _, targets in moves for target in targets}
    beginnings = [source for position, (source, _) in enumerate(moves) if position == 0 or source not in reached]
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{labels[status]}" as {status}' for status, _ in moves]
    lines += [f"    [*] --> {beginning}" for beginning in beginnings]
    lines += [f"    {source} --> {target}" for source, targets in moves for target in targets]
    lines += [f"    {source} --> [*]" for source, targets in moves if not targets]
    return "\n".join([*lines, "```", ""])
