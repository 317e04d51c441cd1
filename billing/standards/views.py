"""Fee standards: list, draft, file, publish."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from afterschool.pages.forms import refusals_on
from afterschool.pages.lists import page_of
from afterschool.values.errors import require
from audit.roles import Role
from billing.ledger import permissions as ledger_permissions
from billing.standards import permissions, reports, services
from billing.standards.forms import FileFeeStandardForm
from billing.standards.models import FeeStandard
from bureaus.terms.models import Term
from bureaus.terms.requests import named_term
from bureaus.tree.requests import HttpRequest
from schools.plans.models import ServicePlan


@require_safe
def list_fee_standards(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(ledger_permissions.can_view_ledger(request.actor))
    term = named_term(request)
    standards = FeeStandard.objects.visible_to(request.actor).select_related("school", "term")
    standards = standards.filter(term=term) if term else standards
    context = {
        "term": term,
        "terms": Term.objects.visible_to(request.actor),
        "page": page_of(request, standards.order_by("-term__starts_on", "school__code", "pk")),
        "plans": _plans_without_standard(request),
        "free": reports.free_service(request.bureau.pk, timezone.localdate()),
        "may_file": request.actor.has_role(Role.SCHOOL_ADMIN),
    }
    return render(request, "billing/standards/list_fee_standards.html", context)


def _plans_without_standard(request: HttpRequest) -> list[ServicePlan]:
    """The school's approved plans with a fee but no standard yet."""
    if not request.actor.is_school:
        return []
    plans = ServicePlan.objects.visible_to(request.actor).approved()
    plans = plans.filter(fee_amount__gt=0, term__status=Term.Status.OPEN)
    made = FeeStandard.objects.visible_to(request.actor).exclude(status=FeeStandard.Status.CLOSED).values("plan_id")
    plans = plans.exclude(pk__in=made).select_related("school", "term")
    return [plan for plan in plans if permissions.can_draft_fee_standard(request.actor, plan)]


@require_POST
def draft_fee_standard(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    plan = get_object_or_404(ServicePlan.objects.visible_to(request.actor).select_related("school", "term"), pk=pk)
    services.draft_fee_standard(plan=plan, by=request.actor)
    messages.success(request, "已按方案建立收费标准，请报备。")
    return redirect("billing:list_fee_standards", bureau_code=bureau_code)


@require_http_methods(["GET", "POST"])
def file_fee_standard(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    standards = FeeStandard.objects.visible_to(request.actor).select_related("school", "term")
    standard = get_object_or_404(standards, pk=pk)
    require(permissions.can_file_fee_standard(request.actor, standard))
    form = FileFeeStandardForm(request.POST or None, initial={"filing_document": standard.filing_document})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.file_fee_standard(standard=standard, by=request.actor, **form.cleaned_data)
            messages.success(request, "已登记报备，公示后即可收费。")
            return redirect("billing:list_fee_standards", bureau_code=bureau_code)
    return render(request, "billing/standards/file_fee_standard.html", {"form": form, "standard": standard})


@require_POST
def publish_fee_standard(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    standard = get_object_or_404(FeeStandard.objects.visible_to(request.actor), pk=pk)
    services.publish_fee_standard(standard=standard, by=request.actor)
    messages.success(request, "收费标准已公示。")
    return redirect("billing:list_fee_standards", bureau_code=bureau_code)
