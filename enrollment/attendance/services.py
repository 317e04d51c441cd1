"""Sessions: planned from the calendar, held when the roll is taken. A held session is final."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from afterschool.tenancy.models import TenantModel
from afterschool.values.errors import RuleViolation, require
from afterschool.values.vocabulary import Weekday
from audit import jobs
from audit.actors import Actor
from audit.workflow import move, move_all, record
from bureaus.terms import reports as calendar
from bureaus.terms.models import Term
from bureaus.terms.rules import SchoolDay
from enrollment.admissions.models import Application, Offering, Place, Round
from enrollment.agreements import services as agreement_services
from enrollment.attendance import permissions, reports, rules
from enrollment.attendance.models import Attendance, Session, SessionQuerySet
from providers.register.models import Provider
from schools.plans.models import Activity, ServicePlan


@transaction.atomic
def generate_sessions(*, round: Round, since: date | None = None, by: Actor) -> int:
    """生成课次. One session for each school day on which an activity with signed-up children meets, from `since` (today) on.

    Safe to run twice: what is planned, held or cancelled stays. None where the plan was withdrawn or the term is over.
    Returns how many are new.
    """
    require(permissions.can_plan_sessions(by))
    round = Round.objects.of(round.bureau_id).select_related("plan", "term").hold(round.pk)
    if not round.is_in_force:
        return 0
    term = round.term
    since = max(term.starts_on, since or timezone.localdate())
    if since > term.ends_on:
        return 0
    school_days = calendar.days_of_term(term)
    planned = [
        session
        for offering in _agreed_offerings(round)
        for session in _sessions_of(
            offering,
            round,
            rules.session_days(school_days, offering.activity.weekdays, since=since, until=term.ends_on),
        )
    ]
    known = set(
        Session.objects.of(round.bureau_id)
        .filter(activity__in={session.activity_id for session in planned})
        .values_list("activity_id", "day", "starts_at")
    )
    fresh = [session for session in planned if (session.activity_id, session.day, session.starts_at) not in known]
    Session.objects.of(round.bureau_id).bulk_create(fresh, ignore_conflicts=True, batch_size=1000)
    if fresh:
        record("round.generate_sessions", round, by=by, count=len(fresh), since=since, until=term.ends_on)
    return len(fresh)


def _agreed_offerings(round: Round) -> list[Offering]:
    """Offerings with at least one signed agreement: without a child there is no session."""
    agreed = (
        Place.objects.of(round.bureau_id)
        .taken()
        .filter(application__round=round, application__status=Application.Status.AGREED)
    )
    rows = Offering.objects.of(round.bureau_id).filter(round=round, is_cancelled=False)
    stopped = Q(activity__kind=Activity.Kind.CLUB, activity__provider__status__in=Provider.OUT_OF_SERVICE)
    rows = rows.exclude(stopped)
    return list(rows.filter(pk__in=agreed.values("offering_id")).select_related("activity"))


def _sessions_of(offering: Offering, round: Round, days: tuple[date, ...]) -> list[Session]:
    activity = offering.activity
    return [
        Session(
            bureau_id=round.bureau_id,
            school_id=round.school_id,
            term_id=round.term_id,
            activity=activity,
            offering=offering,
            day=day,
            starts_at=activity.starts_at,
            ends_at=activity.ends_at,
            teacher_id=activity.teacher_id,
        )
        for day in days
    ]


@transaction.atomic
def take_roll(
    *, session: Session, marks: Mapping[int, str], notes: Mapping[int, str] | None = None, by: Actor
) -> Session:
    """点名. One mark for every child on the roster; the session is held from now on.

    Children who left early count as present, children on leave as absent. Raises RuleViolation for a roll already
    taken, a session cancelled or in the future, a child missing from the roll, and a child without an agreement.
    """
    session = Session.objects.of(session.bureau_id).locked().select_related("activity").get(pk=session.pk)
    require(permissions.can_take_roll(by, session))
    if session.status == Session.Status.HELD:
        raise RuleViolation("这节课已经点名，考勤不能直接改动；更正要写明理由、经带班领导核实，原记录保留。")
    if session.status == Session.Status.CANCELLED:
        raise RuleViolation(f"这节课已取消，不能点名：{session.cancel_reason or '没有写明原因'}")
    roster = [place.application.student_id for place in reports.roster_of_session(session)]
    rules.check_roll(
        marks,
        roster,
        day=session.day,
        today=timezone.localdate(),
        agreement=agreement_services.agreement_clause(session.bureau_id),
    )
    Attendance.objects.of(session.bureau_id).bulk_create(
        Attendance(
            bureau_id=session.bureau_id,
            day=session.day,
            session=session,
            student_id=student_id,
            status=Attendance.Status(mark),
            note=(notes or {}).get(student_id, "")[:100],
        )
        for student_id, mark in marks.items()
    )
    count = rules.count_roll(marks)
    move(
        session,
        Session.Status.HELD,
        by=by,
        action="session.hold",
        roll_taken_at=timezone.now(),
        roll_taken_by_id=by.user_id,
        present_count=count.present,
        absent_count=count.absent,
    )
    return session


@transaction.atomic
def cancel_session(*, session: Session, reason: str, by: Actor) -> Session:
    """取消课次, with a reason. A held session cannot be cancelled."""
    session = Session.objects.of(session.bureau_id).locked().select_related("activity").get(pk=session.pk)
    require(permissions.can_cancel_session(by, session))
    if not reason.strip():
        raise RuleViolation("取消课次要写明原因。", field="reason")
    why: dict[str, Any] = {"cancelled_for": Session.Cause.HAND, "cancel_reason": reason.strip()[:200]}
    move(session, Session.Status.CANCELLED, by=by, action="session.cancel", reason=reason, **why)
    return session


def cancel_planned_sessions(
    rows: SessionQuerySet, *, cause: Session.Cause, reason: str, subject: TenantModel, by: Actor
) -> int:
    """取消课次: all of `rows` that are still planned, in one statement; held ones stay held.

    `rows` are of one bureau; `subject` caused the cancellation, which is recorded in its trail. Returns how many.
    """
    return move_all(
        rows,
        Session.Status.CANCELLED,
        subject=subject,
        by=by,
        action=f"{subject.kind_code}.cancel_sessions",
        reason=reason,
        cancelled_for=cause,
        cancel_reason=reason[:200],
    )


def cancel_sessions_of_plan(*, plan: ServicePlan, reason: str, by: Actor) -> int:
    """The plan is withdrawn: from tomorrow on none of its sessions takes place. Returns how many were planned."""
    words = f"方案撤销备案：{reason}"
    return cancel_planned_sessions(
        Session.objects.of(plan.bureau_id).of_plan_after(plan, timezone.localdate()),
        cause=Session.Cause.PLAN, reason=words, subject=plan, by=by,
    )  # fmt: skip


def cancel_sessions_of_provider(*, provider: Provider, by: Actor) -> int:
    """Its institution may not serve: from tomorrow on none of its sessions takes place. Returns how many were planned."""
    return cancel_planned_sessions(
        Session.objects.of(provider.bureau_id).served_by_after(provider, timezone.localdate()),
        cause=Session.Cause.PROVIDER, reason=f"机构“{provider}”{provider.out_words}", subject=provider, by=by,
    )  # fmt: skip


def restore_sessions_of_provider(*, provider: Provider, by: Actor) -> int:
    """恢复课次. The institution may serve again: its sessions from tomorrow on take place, unless another cause stands."""
    today = timezone.localdate()
    rows = Session.objects.of(provider.bureau_id).served_by_after(provider, today)
    last = rows.aggregate(last=Max("day"))["last"]
    days = calendar.school_days(provider.bureau_id, today, last) if last else []
    return _restore(rows, days, subject=provider, by=by)


def _restore(rows: SessionQuerySet, days: Sequence[SchoolDay], *, subject: Provider | Term, by: Actor) -> int:
    """Plans again those of `rows` that were cancelled for the calendar or for their institution and that neither forbids any
    more, on these school days, each by the timetable of its day. What was cancelled otherwise stays. Returns how many.
    """
    causes = (Session.Cause.CALENDAR, Session.Cause.PROVIDER)
    again = rows.that_may_take_place().filter(_meeting_on(days), cancelled_for__in=causes)
    return move_all(
        Session.objects.of(subject.bureau_id).filter(pk__in=again.values("pk")),
        Session.Status.PLANNED,
        subject=subject, by=by, action=f"{subject.kind_code}.restore_sessions", cancelled_for="", cancel_reason="",
    )  # fmt: skip


def _meeting_on(days: Sequence[SchoolDay]) -> Q:
    """Sessions of these school days whose activity meets by the timetable of the day."""
    meeting = Q(pk__in=[])
    for weekday in {day.weekday for day in days}:
        on = [day.on for day in days if day.weekday == weekday]
        meeting |= Q(day__in=on, activity__weekdays__contains=[weekday])
    return meeting


def follow_calendar(*, term: Term, day: date, by: Actor) -> None:
    """执行校历. What cannot take place on a changed day is cancelled with its reason; what was cancelled for the calendar
    and can take place again is restored. Held sessions stay held. Sessions that the day gains are planned by a job.
    """
    (changed,) = calendar.days(term.bureau_id, day, day)
    school_days = [changed] if changed.is_school_day else []
    on_day = Session.objects.of(term.bureau_id).filter(day=day)
    cancel_planned_sessions(
        on_day.exclude(pk__in=on_day.filter(_meeting_on(school_days)).values("pk")),
        cause=Session.Cause.CALENDAR, reason=_closed_words(changed), subject=term, by=by,
    )  # fmt: skip
    _restore(on_day, school_days, subject=term, by=by)
    jobs.order("plan_sessions_of_bureau", bureau_id=term.bureau_id, on=timezone.localdate().isoformat())


def _closed_words(day: SchoolDay) -> str:
    if day.is_school_day:
        return f"{day.label}：当天按{Weekday(day.weekday).label}课表上课"
    return f"校历调整：{day.label}"


def cancel_sessions_of_term(*, term: Term, by: Actor) -> int:
    """The term is over, and with it the time for late rolls: what nobody took the roll of did not take place."""
    return cancel_planned_sessions(
        Session.objects.of(term.bureau_id).filter(term=term),
        cause=Session.Cause.TERM, reason="学期已结束，没有点名记录", subject=term, by=by,
    )  # fmt: skip
