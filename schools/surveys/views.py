"""The demand survey: counts by class, answers of one class."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from afterschool.pages.forms import refusals_on
from afterschool.values.errors import RuleViolation, require
from bureaus.terms.models import Term
from bureaus.terms.requests import chosen_term
from bureaus.tree.requests import HttpRequest
from schools.families.views import guardianship_or_404
from schools.pupils.models import Student
from schools.register.models import SchoolClass
from schools.register.requests import own_school
from schools.surveys import permissions, reports, services
from schools.surveys.forms import DemandForm, RecordAnswersForm
from schools.surveys.models import DemandAnswer


@require_http_methods(["GET", "POST"])
def answer_demand(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    student = guardianship_or_404(request, pk).student
    term = Term.objects.visible_to(request.actor).nearest_open(timezone.localdate())
    if term is None:
        raise RuleViolation("现在没有进行中的学期，不用填写需求摸底。")
    answer = DemandAnswer.objects.visible_to(request.actor).filter(term=term, student=student).first()
    form = DemandForm(request.POST or None, initial=_initial_of(answer))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.answer_demand(student=student, term=term, by=request.actor, **form.cleaned_data)
            messages.success(request, "已记下，谢谢。以后情况有变可以随时修改。")
            return redirect("enrollment:show_family", bureau_code=bureau_code)
    return render(request, "schools/surveys/answer_demand.html", {"student": student, "term": term, "form": form})


def _initial_of(answer: DemandAnswer | None) -> dict[str, object]:
    if answer is None:
        return {}
    needs = "yes" if answer.needs_service else "no"
    return {"needs_service": needs, "days_per_week": answer.days_per_week or 5, "wishes": answer.wishes}


@require_safe
def show_survey(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_show_survey(request.actor))
    school, term = own_school(request), chosen_term(request)
    classes = reports.demand_of_classes(term.bureau_id, school.pk, term)
    if request.actor.class_id:
        classes = [(row, count) for row, count in classes if row.pk == request.actor.class_id]
    context = {
        "school": school,
        "term": term,
        "terms": Term.objects.visible_to(request.actor),
        "classes": classes,
        "demand": reports.demand_of(term.bureau_id, school.pk, term),
        "may_record": permissions.can_record_survey(request.actor),
    }
    return render(request, "schools/surveys/show_survey.html", context)


@require_http_methods(["GET", "POST"])
def record_survey(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(permissions.can_record_survey(request.actor))
    school_class = get_object_or_404(SchoolClass.objects.visible_to(request.actor), pk=pk)
    term = chosen_term(request)
    students = Student.objects.visible_to(request.actor).enrolled().filter(school_class=school_class)
    form = RecordAnswersForm(
        request.POST or None, students=students.defer("id_number"), answered=_answered(request, school_class, term)
    )
    if form.is_valid():
        with refusals_on(form):
            count = services.record_answers(
                school=own_school(request), term=term, answers=form.answers(), by=request.actor
            )
            messages.success(request, f"已登记 {count} 名学生的需求。")
            survey = reverse("schools:show_survey", kwargs={"bureau_code": bureau_code})
            return redirect(f"{survey}?term={term.pk}")
    context = {"form": form, "school_class": school_class, "term": term}
    return render(request, "schools/surveys/record_survey.html", context)


def _answered(request: HttpRequest, school_class: SchoolClass, term: Term) -> dict[int, int]:
    """Days a week by pupil, as answered so far; no need is no day."""
    rows = DemandAnswer.objects.visible_to(request.actor).filter(term=term, student__school_class=school_class)
    return {row.student_id: row.days_per_week if row.needs_service else 0 for row in rows}
