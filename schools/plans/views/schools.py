"""The register of schools and one school with its six steps."""

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from afterschool.pages.lists import page_of, sorted_by
from afterschool.values.errors import require
from afterschool.values.vocabulary import TERM_STEPS
from audit.models import Entry
from bureaus.terms.models import Term
from bureaus.terms.requests import chosen_term
from bureaus.tree.requests import HttpRequest
from schools.plans import permissions
from schools.plans.filters import SchoolFilter
from schools.plans.models import ServicePlan
from schools.register import permissions as school_permissions
from schools.register import registry as term_steps
from schools.register.models import School, SchoolClass
from schools.staff.models import Staff
from schools.surveys import reports as survey_reports


@require_safe
def list_schools(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(school_permissions.can_list_schools(request.actor))
    term = chosen_term(request)
    standing = ServicePlan.objects.visible_to(request.actor).filter(
        school=OuterRef("pk"), bureau=OuterRef("bureau"), term=term
    )
    standing = standing.exclude(status=ServicePlan.Status.WITHDRAWN).values("status")[:1]
    rows = School.objects.visible_to(request.actor).open_on(term.ends_on).annotate(plan_status=Subquery(standing))
    school_filter = SchoolFilter(request.GET, rows)
    columns = {"code": "code", "name": "name", "stage": "stage", "area": "area"}
    page = page_of(request, sorted_by(request, school_filter.qs, columns, default="code"))
    six = term_steps.steps_of(term.bureau_id, [school.pk for school in page], term)
    context = {
        "page": page,
        "rows": [(school, six[school.pk]) for school in page],
        "filters": school_filter.form,
        "term": term,
        "terms": Term.objects.visible_to(request.actor),
        "titles": TERM_STEPS.values(),
        "may_import": school_permissions.can_import_schools(request.actor),
    }
    return render(request, "schools/plans/list_schools.html", context)


@require_safe
def show_school(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.actor), pk=pk)
    require(permissions.can_list_plans(request.actor))
    term = chosen_term(request)
    context = {
        "school": school,
        "term": term,
        "terms": Term.objects.visible_to(request.actor),
        "steps": term_steps.steps_of(term.bureau_id, [school.pk], term)[school.pk],
        "plans": ServicePlan.objects.visible_to(request.actor).filter(school=school).select_related("term"),
        "demand": survey_reports.demand_of(term.bureau_id, school.pk, term),
        "classes_count": SchoolClass.objects.visible_to(request.actor).filter(school=school).count(),
        "staff_count": Staff.objects.visible_to(request.actor).filter(school=school, is_active=True).count(),
        "may_create_plan": permissions.can_create_plan(request.actor, school),
        "trail": Entry.objects.visible_to(request.actor).about(school)[:20] if request.actor.is_bureau else [],
    }
    return render(request, "schools/plans/show_school.html", context)
