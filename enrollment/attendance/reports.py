"""Sessions of a day, rosters, and a child's attendance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from audit.actors import Actor
from audit.events import Consequence
from audit.roles import Role
from bureaus.inbox import registry as inbox
from bureaus.terms import registry as calendar_registry
from bureaus.terms.models import Term
from enrollment.admissions.models import Place
from enrollment.admissions.reports import rounds as round_reports
from enrollment.attendance.models import Attendance, Session, SessionQuerySet
from providers.register.models import Provider
from schools.plans.models import ServicePlan
from schools.pupils.models import Student


def attendance_of(student: Student, *, limit: int = 60) -> list[Attendance]:
    attendances = Attendance.objects.of(student.bureau_id).filter(student=student)
    return list(attendances.select_related("session__activity").order_by("-day", "-session__starts_at")[:limit])


def coming_sessions(student: Student, *, today: date, limit: int = 8) -> list[Session]:
    """The child's next sessions, cancelled ones included so that the family reads the reason."""
    sessions = Session.objects.of(student.bureau_id).attended_by(application__student=student)
    sessions = sessions.filter(day__gte=today).exclude(status=Session.Status.HELD)
    return list(sessions.select_related("activity", "teacher").order_by("day", "starts_at")[:limit])


def sessions_on(rows: SessionQuerySet, day: date) -> list[Session]:
    """The sessions of a day with the size of each roster as `roster_count`: two queries."""
    sessions = list(rows.filter(day=day).select_related("activity", "teacher", "school").order_by("starts_at", "pk"))
    offerings = {session.offering_id for session in sessions}
    sizes = round_reports.roster_sizes(sessions[0].bureau_id, offerings, day) if sessions else Counter()
    for session in sessions:
        session.roster_count = sizes[session.offering_id]  # type: ignore[attr-defined]
    return sessions


def roster_of_session(session: Session) -> list[Place]:
    """Whoever takes part on the day of the session, also when the roll is taken later."""
    if session.offering_id is None:
        return []
    return list(round_reports.roster_rows(session.bureau_id, [session.offering_id], session.day))


def attendances_at(session: Session) -> list[Attendance]:
    attendances = Attendance.objects.of(session.bureau_id).filter(session=session, day=session.day)
    return list(
        attendances.select_related("student__school_class").order_by("student__school_class", "student__student_number")
    )


def rolls_to_take(actor: Actor, today: date) -> list[inbox.InboxItem]:
    """Sessions with children up to today whose roll has not been taken: a teacher's own, or all for the duty leader."""
    if not (actor.is_school and actor.has_role(Role.TEACHER, Role.CLASS_TEACHER, Role.DUTY_LEADER)):
        return []
    rows = Session.objects.visible_to(actor).filter(status=Session.Status.PLANNED, day__lte=today).attended_by()
    if not actor.has_role(Role.DUTY_LEADER):
        rows = rows.filter(teacher__user_id=actor.user_id or 0)
    return [
        inbox.InboxItem(
            kind="点名",
            title=f"{session.activity} {session.day:%m月%d日} {session.starts_at:%H:%M}",
            href=reverse("enrollment:take_roll", kwargs={"bureau_code": actor.bureau_code, "pk": session.pk}),
            due_on=session.day,
        )
        for session in rows.select_related("activity").order_by("-day", "starts_at")[:50]
    ]


def effects_of_changes(actor: Actor, days: Collection[date]) -> dict[date, list[calendar_registry.Effect]]:
    """What became of the sessions of days that a bureau changed, of those that this person sees. One query."""
    planned, held = Q(status=Session.Status.PLANNED), Q(status=Session.Status.HELD)
    cancelled = Q(status=Session.Status.CANCELLED, cancelled_for=Session.Cause.CALENDAR)
    rows = Session.objects.visible_to(actor).filter(day__in=days).order_by("day").values("day")
    counts = rows.annotate(
        planned=Count("pk", filter=planned), held=Count("pk", filter=held), cancelled=Count("pk", filter=cancelled)
    )
    return {row["day"]: list(_effects(actor, **row)) for row in counts}


def _effects(actor: Actor, *, day: date, planned: int, held: int, cancelled: int) -> Iterator[calendar_registry.Effect]:
    href = f"{reverse('enrollment:list_sessions', args=[actor.bureau_code])}?day={day}"
    if cancelled:
        yield calendar_registry.Effect(f"取消 {cancelled} 节课", href)
    if planned:
        yield calendar_registry.Effect(f"排定 {planned} 节课", href)
    if held:
        yield calendar_registry.Effect(f"{held} 节已点名，照旧保留", href)


def cancelled_with_provider(provider: Provider) -> list[Consequence]:
    """Sessions that would be cancelled if the institution stopped today."""
    ahead = Session.objects.of(provider.bureau_id).served_by_after(provider, timezone.localdate())
    return [Consequence(ahead.filter(status=Session.Status.PLANNED).count(), "节课取消（明天起）")]


def cancelled_with_plan(plan: ServicePlan) -> list[Consequence]:
    """Sessions that would be cancelled if the plan were withdrawn today."""
    ahead = Session.objects.of(plan.bureau_id).of_plan_after(plan, timezone.localdate())
    return [Consequence(ahead.filter(status=Session.Status.PLANNED).count(), "节课取消（明天起）")]


def cancelled_with_term(term: Term) -> list[Consequence]:
    """Sessions without a roll that would be cancelled if the term were closed."""
    planned = Session.objects.of(term.bureau_id).filter(term=term, status=Session.Status.PLANNED)
    return [Consequence(planned.count(), "节没有点名的课取消，不再作为已开展")]
