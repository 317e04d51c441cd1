"""Terms and the school calendar."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from afterschool.pages.forms import refusals_on
from afterschool.values.errors import require
from afterschool.values.vocabulary import Weekday
from audit import events
from bureaus.terms import permissions, registry, rules, services
from bureaus.terms import reports as calendar
from bureaus.terms.events import TermClosed
from bureaus.terms.forms import ChangeCalendarForm, OpenTermForm
from bureaus.terms.models import CalendarDay, Term
from bureaus.terms.rules import DayKind, SchoolDay
from bureaus.tree import permissions as tree_permissions
from bureaus.tree.requests import HttpRequest


@require_GET
def list_terms(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(tree_permissions.can_use_desk(request.actor))
    terms = Term.objects.visible_to(request.actor)
    context = {"terms": terms, "may_open": permissions.can_open_term(request.actor)}
    return render(request, "bureaus/terms/list_terms.html", context)


@require_http_methods(["GET", "POST"])
def open_term(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_open_term(request.actor))
    form = OpenTermForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            term = services.open_term(**form.cleaned_data, by=request.actor)
            messages.success(request, f"{term}已开启。")
            return redirect("bureaus:show_calendar", bureau_code=bureau_code, pk=term.pk)
    return render(request, "bureaus/terms/open_term.html", {"form": form})


@require_POST
def close_term(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    term = get_object_or_404(Term.objects.visible_to(request.actor), pk=pk)
    services.close_term(term=term, by=request.actor)
    messages.success(request, f"{term}已结束。")
    return redirect("bureaus:list_terms", bureau_code=bureau_code)


@require_GET
def show_calendar(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(tree_permissions.can_use_desk(request.actor))
    term = get_object_or_404(Term.objects.visible_to(request.actor), pk=pk)
    return _calendar_page(request, term, ChangeCalendarForm())


@require_POST
def change_calendar(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    term = get_object_or_404(Term.objects.visible_to(request.actor), pk=pk)
    require(permissions.can_change_calendar(request.actor))
    form = ChangeCalendarForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            change = services.change_calendar(**form.cleaned_data, by=request.actor)
            messages.success(request, f"已调整：{change}。")
            return redirect("bureaus:show_calendar", bureau_code=bureau_code, pk=term.pk)
    return _calendar_page(request, term, form)


@require_POST
def remove_calendar_change(request: HttpRequest, bureau_code: str, pk: int, day_pk: int) -> HttpResponse:
    change = get_object_or_404(CalendarDay.objects.visible_to(request.actor), pk=day_pk)
    services.remove_calendar_change(change=change, by=request.actor)
    messages.success(request, f"{change.day} 已恢复为全国校历的安排。")
    return redirect("bureaus:show_calendar", bureau_code=bureau_code, pk=pk)


def _calendar_page(request: HttpRequest, term: Term, form: ChangeCalendarForm) -> HttpResponse:
    days = calendar.days_of_term(term)
    may_change = permissions.can_change_calendar(request.actor) and term.status == Term.Status.OPEN
    may_close = permissions.can_close_term(request.actor, term) and _is_over(term)
    changes = list(CalendarDay.objects.visible_to(request.actor).filter(day__range=(term.starts_on, term.ends_on)))
    effects = registry.effects_of(request.actor, [change.day for change in changes])
    context = {
        "term": term,
        "form": form,
        "weekdays": Weekday,
        "months": _months(days, term),
        "changes": [(change, effects.get(change.day, [])) for change in changes],
        "school_day_count": sum(day.is_school_day for day in days),
        "missing_years": calendar.missing_years(term.starts_on, term.ends_on),
        "legend": [kind for kind in DayKind if kind is not DayKind.OUTSIDE],
        "may_change": may_change,
        "may_close": may_close,
        "consequences": events.foreseen(TermClosed, term) if may_close else [],
        "change_url": reverse("bureaus:change_calendar", args=[request.bureau.code, term.pk]),
    }
    return render(request, "bureaus/terms/show_calendar.html", context)


def _is_over(term: Term) -> bool:
    return term.status == Term.Status.OPEN and timezone.localdate() > term.ends_on


def _months(days: tuple[SchoolDay, ...], term: Term) -> list[dict]:
    """The term month by month, each in weeks of seven cells; days of other months are empty cells."""
    months = []
    for (year, month), days_of_month in groupby(days, key=lambda day: (day.on.year, day.on.month)):
        days_inside = list(days_of_month)
        weeks = [
            {"number": rules.term_week(week[0].on, term.starts_on), "cells": _cells(week)}
            for week in (list(group) for _, group in groupby(days_inside, key=lambda day: rules.monday_of(day.on)))
        ]
        months.append(
            {"year": year, "month": month, "weeks": weeks, "count": sum(day.is_school_day for day in days_inside)}
        )
    return months


def _cells(week: list[SchoolDay]) -> list[SchoolDay | None]:
    by_weekday = {day.on.isoweekday(): day for day in week}
    return [by_weekday.get(number) for number in range(1, 8)]
