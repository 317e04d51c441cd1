"""docs/states.md: the states of every model that has TRANSITIONS, as a table and as a diagram, and who is told."""

from collections.abc import Iterable, Sequence
from typing import Any

from audit import events

HEAD = """\
# States

Written by `./dev docs` from the `TRANSITIONS` and `NEWS` tables of the models. Not edited by hand.

A status changes only through `audit.workflow.move()`, along these lines; each move is an audit entry with who,
when and why. Where a status makes news, the apps above are told in the same transaction, in this order.
"""


def page(models: Iterable[type[Any]], event_types: Iterable[type[events.Event]] = ()) -> str:
    """The whole page as Markdown, models ordered by app and name; last the news that is no change of status."""
    with_states = sorted(
        (model for model in models if hasattr(model, "TRANSITIONS")),
        key=lambda model: model._meta.label,
    )
    made_by_states = {news for model in with_states for news in model.NEWS.values()}
    others = sorted((kind for kind in event_types if kind not in made_by_states), key=lambda kind: kind.__name__)
    return "\n".join([HEAD, contents(with_states), *map(section, with_states), *other_news(others)])


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
            *consequences(model, labels),
        ]
    )


def consequences(model: type[Any], labels: dict[str, str]) -> list[str]:
    """Who is told of each status, or why nobody is."""
    lines = [line for status in model.Status if status in model.NEWS for line in news_of(model, status, labels)]
    return ["Who is told:\n", *lines, ""] if lines else []


def news_of(model: type[Any], status: Any, labels: dict[str, str]) -> list[str]:
    """One status with its listeners, or with the reason why there is none."""
    news = model.NEWS[status]
    if isinstance(news, str):
        return [f"- {named(str(status), labels)}: {news}"]
    return [f"- {named(str(status), labels)}: {news.__name__}", *listeners_of(news)]


def other_news(event_types: Sequence[type[events.Event]]) -> list[str]:
    """Events that services announce themselves."""
    if not event_types:
        return []
    lines = [line for kind in event_types for line in [f"- {kind.__name__} {first_line(kind)}", *listeners_of(kind)]]
    return ["## Other news\n", *lines, ""]


def listeners_of(event_type: type[events.Event]) -> list[str]:
    """The listeners in their order, each with what it does; the event's own word where there is none."""
    lines = [
        f"  {number}. `{listener.__module__.removesuffix('.listeners')}` {first_line(listener)}"
        for number, listener in enumerate(events.listeners_of(event_type), start=1)
    ]
    return lines or [f"  - nobody: {event_type.unheard}"]


def first_line(named_thing: Any) -> str:
    return (named_thing.__doc__ or "").strip().partition("\n")[0]


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
