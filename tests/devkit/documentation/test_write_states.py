"""docs/states.md: every status in the model's own order, its moves, and where it ends."""

import enum
from types import SimpleNamespace
from typing import ClassVar

from audit import events
from audit.events import Event
from devkit.documentation import states


class Status(enum.StrEnum):
    DRAFT, FILED, RETURNED, WAIVED = "draft", "filed", "returned", "waived"

    @property
    def label(self):
        return {
            "draft": "草稿",
            "filed": "已备案",
            "returned": "已退回",
            "waived": "免收",
        }[self]


class Filed(Event):
    """备案. A sheet was filed."""

    unheard = "it is only an example"


class Called(Event):
    """通知. Somebody was called."""


class Sheet:
    Status = Status
    TRANSITIONS: ClassVar = {
        Status.DRAFT: {Status.RETURNED, Status.FILED},
        Status.RETURNED: {Status.FILED},
    }
    NEWS: ClassVar = {Status.FILED: Filed, Status.RETURNED: "none, because nothing rests on it"}
    _meta = SimpleNamespace(label="schools.Sheet", verbose_name="表单")


class Pupil:
    _meta = SimpleNamespace(label="schools.Pupil", verbose_name="学生")


def test_only_models_with_transitions_have_a_section():
    page = states.page([Pupil, Sheet])
    assert "- [schools.Sheet 表单](#sheet)" in page
    assert "Pupil" not in page


def test_moves_stand_in_the_order_of_the_statuses():
    section = states.section(Sheet)
    assert "| 草稿 `draft` | 已备案 `filed`、已退回 `returned` |" in section
    assert "| 已备案 `filed` | final |" in section


def test_the_diagram_begins_and_ends():
    section = states.section(Sheet)
    for line in (
        'state "草稿" as draft',
        "[*] --> draft",
        "[*] --> waived",
        "draft --> returned",
        "filed --> [*]",
    ):
        assert f"    {line}" in section


def tell_families(event, *, by):
    """告知家长. Shows it on their page.

    More words.
    """


def test_it_says_who_is_told_or_why_nobody(monkeypatch):
    monkeypatch.setattr(events, "_listeners", {})
    assert "- 已退回 `returned`: none, because nothing rests on it" in states.section(Sheet)
    assert "- 已备案 `filed`: Filed\n  - nobody: it is only an example" in states.section(Sheet)
    events.listen(Filed, tell_families)
    section = states.section(Sheet)
    assert f"- 已备案 `filed`: Filed\n  1. `{__name__}` 告知家长. Shows it on their page.\n" in section
    assert "More words" not in section


def test_news_that_is_no_status_stands_at_the_end():
    page = states.page([Sheet], [Filed, Called])
    assert "## Other news\n\n- Called 通知. Somebody was called." in page
    assert "- Filed" not in page
