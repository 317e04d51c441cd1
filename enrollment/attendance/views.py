"""Sessions of a day and the roll, made for a teacher's phone."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_http_methods

from afterschool.pages.forms import ReasonForm, refusals_on
from afterschool.values.errors import require
from audit.roles import ROLL_TAKERS
from bureaus.tree.requests import HttpRequest
from enrollment.attendance import permissions, reports, services
from enrollment.attendance.forms import RollForm
from enrollment.attendance.models import Session
from schools.families.views import guardianship_or_404


@require_GET
def list_family_sessions(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    student = guardianship_or_404(request, pk).student
    context = {
        "student": student,
        "coming": reports.coming_sessions(student, today=timezone.localdate()),
        "attendances": reports.attendance_of(student),
    }
    return render(request, "enrollment/attendance/list_family_sessions.html", context)


def _day(request: HttpRequest) -> date:
    try:
        return parse_date(request.GET.get("day", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


@require_GET
def list_sessions(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_sessions(request.actor))
    day = _day(request)
    rows = Session.objects.visible_to(request.actor)
    is_mine = request.GET.get("whose") == "mine"
    if is_mine:
        rows = rows.filter(teacher__user_id=request.actor.user_id)
    context = {
        "day": day,
        "today": timezone.localdate(),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "is_mine": is_mine,
        "sessions": reports.sessions_on(rows, day),
        "may_take": request.actor.has_role(*ROLL_TAKERS),
    }
    return render(request, "enrollment/attendance/list_sessions.html", context)


def session_or_404(request: HttpRequest, pk: int) -> Session:
    rows = Session.objects.visible_to(request.actor).select_related("activity", "teacher", "school", "roll_taken_by")
    session = rows.filter(pk=pk).first()
    if session is None:
        raise Http404
    return session


@require_http_methods(["GET", "POST"])
def take_roll(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    session = session_or_404(request, pk)
    require(permissions.can_take_roll(request.actor, session))
    form = RollForm(reports.roster_of_session(session), request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.take_roll(session=session, marks=form.marks, notes=form.notes, by=request.actor)
            messages.success(request, "点名已提交。")
            return redirect(request.path)
    context = {
        "session": session,
        "form": form,
        "attendances": reports.attendances_at(session),
        "is_ahead": session.day > timezone.localdate(),
        "may_cancel": session.status == Session.Status.PLANNED
        and permissions.can_cancel_session(request.actor, session),
    }
    return render(request, "enrollment/attendance/take_roll.html", context)


@require_http_methods(["GET", "POST"])
def cancel_session(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    session = session_or_404(request, pk)
    require(permissions.can_cancel_session(request.actor, session))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.cancel_session(session=session, reason=form.cleaned_data["reason"], by=request.actor)
            messages.success(request, "课次已取消。")
            return redirect("enrollment:take_roll", bureau_code=bureau_code, pk=pk)
    return render(request, "enrollment/attendance/cancel_session.html", {"session": session, "form": form})
