"""What enrollment allows, and why. Pure functions: no Django, no clock; every refusal is a sentence with its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation
from afterschool.values.vocabulary import Grade, Weekday, grades_label

# --- when an activity meets -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Times:
    """The weekdays (1 = Monday) and hours of an activity. The hours exclude their end."""

    weekdays: frozenset[int]
    starts_at: time
    ends_at: time

    def __str__(self) -> str:
        days = "、".join(Weekday(day).short for day in sorted(self.weekdays))
        return f"周{days} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


def clash(one: Times, other: Times) -> frozenset[int]:
    """The weekdays on which both meet at the same time; empty when a child can attend both."""
    if one.starts_at < other.ends_at and other.starts_at < one.ends_at:
        return one.weekdays & other.weekdays
    return frozenset()


# --- why and why not --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """One offering as a family sees it. Base care has no seats, so it is never full."""

    pk: int
    name: str
    is_base_care: bool
    times: Times
    grade_from: int
    grade_to: int
    seats_left: int | None
    is_cancelled: bool = False
    stopped: str = ""  # the sentence why its institution may not serve


@dataclass(frozen=True, slots=True)
class Window:
    """The time in which a round takes applications, and what one child may choose in it."""

    is_open: bool
    opens_at: datetime
    closes_at: datetime
    clubs_per_student: int
    is_in_force: bool = True  # the plan it rests on was not withdrawn, its term is not over


@dataclass(frozen=True, slots=True)
class Grounds:
    """The clauses behind the answers: the school's plan (grades, times, seats) and the rule that nobody is refused."""

    plan: Clause | None = None
    never_refuse: Clause | None = None
    voluntary: Clause | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict, with its reason, that a family reads beside every club before applying."""

    is_possible: bool
    sentence: str
    clause: Clause | None = None


def answer_round(window: Window, *, now: datetime, has_applied: bool) -> Answer:
    """Whether this child may apply in this round at all."""
    if has_applied:
        return Answer(False, "这个孩子本轮已经报名，可以在报名详情里查看进度或退出。")
    if not window.is_in_force:
        return Answer(False, "这轮报名依据的方案已撤销备案或学期已结束，不能再报；学校重新备案后会另行开放。")
    if now >= window.closes_at:
        return Answer(False, f"报名已于 {window.closes_at:%m月%d日 %H:%M} 截止，如需加入请联系学校。")
    if now < window.opens_at:
        return Answer(False, f"报名将于 {window.opens_at:%m月%d日 %H:%M} 开放。")
    if not window.is_open:
        return Answer(False, "学校还没有开放报名，或已提前截止。")
    return Answer(True, f"报名进行中，{window.closes_at:%m月%d日 %H:%M} 截止。")


def answer_choice(choice: Choice, *, grade: int, grounds: Grounds, held: Sequence[Choice] = ()) -> Answer:
    """Whether a child of this grade may take the offering. Base care is never refused and never full.

    `held` are the clubs that the child attends in the same term by another application.
    """
    if choice.is_base_care:
        return Answer(True, "基础看护不限人数，报名即可参加。", grounds.never_refuse)
    if choice.is_cancelled:
        return Answer(False, f"“{choice.name}”已停开。", grounds.plan)
    if choice.stopped:
        return Answer(False, f"“{choice.name}”暂不能报：{choice.stopped}", grounds.plan)
    if not choice.grade_from <= grade <= choice.grade_to:
        span = grades_label(choice.grade_from, choice.grade_to)
        return Answer(False, f"“{choice.name}”面向{span}，孩子在{Grade(grade).label}。", grounds.plan)
    for other in held:
        if days := clash(choice.times, other.times):
            return Answer(
                False, f"“{choice.name}”与孩子本学期已参加的“{other.name}”在{_labels(days)}时间冲突。", grounds.plan
            )
    if choice.seats_left is not None and choice.seats_left <= 0:
        return Answer(False, f"“{choice.name}”名额已满。", grounds.plan)
    return Answer(True, f"{Grade(grade).label}可报，还剩 {choice.seats_left} 个名额。", grounds.plan)


def check_choices(
    chosen: Sequence[Choice],
    window: Window,
    *,
    grade: int,
    grounds: Grounds,
    now: datetime,
    has_applied: bool = False,
    held: Sequence[Choice] = (),
) -> None:
    """Checks an application as a whole. Raises RuleViolation for the first rule it breaks."""
    _demand(answer_round(window, now=now, has_applied=has_applied))
    if not chosen:
        raise RuleViolation("请至少选择一项：基础看护或社团。", field="offerings")
    clubs = [choice for choice in chosen if not choice.is_base_care]
    for choice in chosen:
        _demand(answer_choice(choice, grade=grade, grounds=grounds, held=held))
    if len(clubs) > window.clubs_per_student:
        raise RuleViolation(
            f"每个学生本轮最多选 {window.clubs_per_student} 个社团，现在选了 {len(clubs)} 个。", field="offerings"
        )
    check_clashes(clubs, grounds=grounds)


def check_clashes(clubs: Sequence[Choice], *, grounds: Grounds) -> None:
    """Refuses two clubs at the same time. Base care runs alongside all clubs and clashes with none."""
    for index, one in enumerate(clubs):
        for other in clubs[index + 1 :]:
            if days := clash(one.times, other.times):
                raise RuleViolation(
                    f"“{one.name}”与“{other.name}”在{_labels(days)}时间冲突，只能选一个。",
                    clause=grounds.plan,
                    field="offerings",
                )


def _labels(days: frozenset[int]) -> str:
    return "、".join(Weekday(day).label for day in sorted(days))


def _demand(answer: Answer) -> None:
    if not answer.is_possible:
        raise RuleViolation(answer.sentence, clause=answer.clause, field="offerings")
