"""Pages for families and for everybody."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from afterschool.access import public
from afterschool.errors import require
from afterschool.lists import page_of
from billing.models import Charge, FeeStandard
from bureaus.requests import HttpRequest


@public
@require_safe
def list_disclosures(request: HttpRequest, bureau_code: str) -> HttpResponse:
    """收费公示: every published standard with its filing; totals, never a child."""
    standards = FeeStandard.objects.visible_to(request.actor).filter(status=FeeStandard.Status.PUBLISHED)
    page = page_of(request, standards.select_related("school", "term").order_by("-term__starts_on", "school__code"))
    return render(request, "billing/list_disclosures.html", {"page": page})


@require_safe
def list_family_charges(request: HttpRequest, bureau_code: str) -> HttpResponse:
    """What our children owe, what was waived and why, what was paid."""
    require(request.actor.is_guardian)
    charges = Charge.objects.visible_to(request.actor).exclude(status=Charge.Status.CANCELLED)
    charges = charges.select_related("student", "term", "school", "standard").prefetch_related("payments")
    return render(request, "billing/list_family_charges.html", {"charges": charges.order_by("-issued_at")})
