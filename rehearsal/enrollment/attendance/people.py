"""Teachers take the roll on time, the next day, twice at once, wrongly, or forget it; the office cancels a session and says why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial

from audit.actors import Actor
from audit.roles import ROLL_TAKERS, Role
from enrollment.attendance import reports
from enrollment.attendance import services as attendance_services
from enrollment.attendance.models import Session
from rehearsal.acts import Act, Post
from rehearsal.county import County, Half, actor_at
from schools.register.models import School

FORGOTTEN, LATE = 0.015, 0.12
LOOKS_BACK = 21  # days for which a teacher still looks for rolls that were not taken
MARKS = ((0.9, "present"), (0.94, "absent"), (0.97, "leave"), (1.0, "left_early"))
REASONS = ("任课教师生病（示例）", "场地停电检修（示例）", "学校运动会（示例）")


def acts(county: County) -> Iterator[Act]:
    for school in county.schools():
        if school.code not in county.silent:
            yield from _rolls(county, school)
        yield from _mistakes(county, school)
        yield from _cancellations(county, school)


# --- rolls ----------------------------------------------------------------------------------------------------------------


def _rolls(county: County, school: School) -> Iterator[Act]:
    waiting = Session.objects.of(county.pk).filter(
        school=school,
        status=Session.Status.PLANNED,
        day__range=(county.today - timedelta(days=LOOKS_BACK), county.today),
    )
    for session in waiting.attended_by().select_related("activity", "teacher").order_by("day", "starts_at", "pk"):
        at = _when(county, session, _name(school, session))
        by = _taker(county, school, session)
        if at is not None and by is not None:
            yield _take(county, session, by, at)


def _name(school: School, session: Session) -> str:
    """One session by what is written on paper."""
    return f"{school.code}/{session.activity.name}/{session.day}/{session.starts_at}"


def _when(county: County, session: Session, name: str) -> time | None:
    """While it meets, for most; the late ones in the mornings after; some are never taken."""
    trait = county.trait(name, "roll")
    if trait < FORGOTTEN:
        return None
    if session.day == county.today:
        minute = timedelta(minutes=3 + int(county.trait(name, "minute") * 25))
        at = (datetime.combine(session.day, session.starts_at) + minute).time()
        return at if county.half.covers(at) and trait > FORGOTTEN + LATE else None
    return county.at_work() if county.half is Half.MORNING and county.chance(0.6) else None


def _taker(county: County, school: School, session: Session) -> Actor | None:
    """The teacher of the session; now and then somebody stands in."""
    user_id = session.teacher.user_id
    teacher = actor_at(county.bureau, Role.TEACHER, school, user_id=user_id) if user_id else None
    if teacher is None or county.chance(0.1):
        return county.staff(county.dice.choice(sorted(ROLL_TAKERS - {Role.CLASS_TEACHER})), school)
    return teacher


def _take(county: County, session: Session, by: Actor, at: time) -> Act:
    marks = _marks(county, session)
    return Act(
        at=at,
        name="roll.take",
        by=by,
        do=lambda: attendance_services.take_roll(session=session, marks=_marks(county, session), by=by),
        post=Post(route="enrollment:take_roll", kwargs={"pk": session.pk}, data=_sent(marks)),
        twice=county.chance(0.04),
    )


def _marks(county: County, session: Session) -> dict[int, str]:
    """Who is there on this day; the same child is away from both sessions of an afternoon."""
    students = [place.application.student for place in reports.roster_of_session(session)]
    return {student.pk: _mark(county.trait(student.student_number, f"mark {session.day}")) for student in students}


def _mark(trait: float) -> str:
    return next(mark for below, mark in MARKS if trait <= below)


def _sent(marks: dict[int, str]) -> dict[str, object]:
    return {f"mark-{pk}": mark for pk, mark in marks.items()}


# --- what is refused ------------------------------------------------------------------------------------------------------


def _mistakes(county: County, school: School) -> Iterator[Act]:
    by = county.staff(Role.TEACHER, school) if county.chance(0.2) else None
    if by is None:
        return
    rows = (
        Session.objects.of(county.pk)
        .filter(school=school)
        .select_related("activity")
        .order_by("day", "starts_at", "pk")
    )
    held = rows.held().filter(day__gte=county.today - timedelta(days=7)).first()
    ahead = rows.filter(day__gt=county.today).attended_by().first()
    planned = rows.filter(status=Session.Status.PLANNED, day__lte=county.today).attended_by().first()
    if held is not None and county.chance(0.25):
        yield _wrong(county, held, by, "roll.take_again", _marks(county, held))
    if ahead is not None and county.chance(0.25):
        yield _wrong(county, ahead, by, "roll.take_too_early", _marks(county, ahead))
    if planned is not None and county.chance(0.25):
        incomplete = dict(list(_marks(county, planned).items())[1:])
        yield _wrong(county, planned, by, "roll.take_without_one", incomplete)
    cashier = county.staff(Role.CASHIER, school)
    if planned is not None and cashier is not None and county.chance(0.15):
        yield _wrong(county, planned, cashier, "roll.take_by_cashier", _marks(county, planned))


def _wrong(county: County, session: Session, by: Actor, name: str, marks: dict[int, str]) -> Act:
    take = partial(attendance_services.take_roll, session=session, marks=marks, by=by)
    return Act(at=county.at_work(), name=name, by=by, do=take, wrong=True)


# --- cancelled --------------------------------------------------------------------------------------------------------------


def _cancellations(county: County, school: School) -> Iterator[Act]:
    office = county.staff(Role.TEACHING_OFFICE, school)
    rows = (
        Session.objects.of(county.pk)
        .filter(school=school)
        .select_related("activity")
        .order_by("day", "starts_at", "pk")
    )
    soon = rows.filter(
        status=Session.Status.PLANNED, day__range=(county.today, county.today + timedelta(days=2))
    ).last()
    held = rows.held().last()
    if office is None:
        return
    if soon is not None and county.chance(0.03):
        yield _cancel(
            county, soon, office, county.dice.choice(REASONS), name="session.cancel", twice=county.chance(0.3)
        )
    if soon is not None and county.chance(0.02):
        yield _cancel(county, soon, office, "  ", name="session.cancel_without_reason", wrong=True)
    if held is not None and county.chance(0.02):
        yield _cancel(county, held, office, REASONS[0], name="session.cancel_held", wrong=True)


def _cancel(
    county: County, session: Session, by: Actor, reason: str, *, name: str, wrong: bool = False, twice: bool = False
) -> Act:  # fmt: skip
    return Act(
        at=county.at_work(),
        name=name,
        by=by,
        do=partial(attendance_services.cancel_session, session=session, reason=reason, by=by),
        post=Post(route="enrollment:cancel_session", kwargs={"pk": session.pk}, data={"reason": reason}),
        wrong=wrong,
        twice=twice,
    )
