"""Policies: what holds, where it comes from, adopting a pack, adding and editing a rule."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_http_methods

from afterschool.pages.forms import refusals_on
from afterschool.values.errors import require
from bureaus.policies import packs, permissions, reports, services
from bureaus.policies.forms import PolicyForm
from bureaus.policies.kinds import KINDS
from bureaus.policies.models import Policy
from bureaus.policies.values import PolicyValue
from bureaus.tree import permissions as tree_permissions
from bureaus.tree.requests import HttpRequest


@require_GET
def list_policies(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(tree_permissions.can_use_desk(request.actor))
    on = _chosen_day(request)
    overviews = reports.policy_overview(request.actor, on)
    context = {
        "on": on,
        "stated": [overview for overview in overviews if overview.rows],
        "silent": [overview for overview in overviews if not overview.rows],
        "may_adopt": permissions.can_adopt_policy_pack(request.actor),
        "may_edit": permissions.can_edit_policy(request.actor),
    }
    return render(request, "bureaus/policies/list_policies.html", context)


@require_GET
def show_policy(request: HttpRequest, bureau_code: str, kind: str) -> HttpResponse:
    """One kind: what holds line by line, every statement about it, and the history."""
    require(tree_permissions.can_use_desk(request.actor))
    on, kind_class = _chosen_day(request), _kind(kind)
    context = {
        "on": on,
        "kind": kind_class,
        "overview": reports.kind_overview(request.actor, kind_class, on),
        "statements": reports.statements_of_kind(request.actor, kind_class, on),
        "may_edit": permissions.can_edit_policy(request.actor),
    }
    return render(request, "bureaus/policies/show_policy.html", context)


@require_http_methods(["GET", "POST"])
def add_policy(request: HttpRequest, bureau_code: str, kind: str) -> HttpResponse:
    require(permissions.can_edit_policy(request.actor))
    kind_class = _kind(kind)
    form = PolicyForm(kind_class, request.POST or None, initial={"effective_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, field_of=form.field_of):
            services.add_policy(kind=kind, **_statement_in(form), by=request.actor)
            messages.success(request, f"已新增一条“{kind_class.LABEL}”规定。")
            return redirect("bureaus:show_policy", bureau_code=bureau_code, kind=kind)
    return render(request, "bureaus/policies/add_policy.html", {"form": form, "kind": kind_class})


@require_http_methods(["GET", "POST"])
def edit_policy(request: HttpRequest, bureau_code: str, kind: str, pk: int) -> HttpResponse:
    policy = get_object_or_404(Policy.objects.visible_to(request.actor), pk=pk, kind=kind)
    require(permissions.can_edit_policy(request.actor, policy))
    kind_class = policy.kind_class
    form = PolicyForm(kind_class, request.POST or None, policy=policy, initial={"effective_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, field_of=form.field_of):
            edited = services.edit_policy(policy=policy, **_statement_in(form), by=request.actor)
            messages.success(request, f"已修改，新规定自 {edited.effective_from} 起施行，原规定保留在历史中。")
            return redirect("bureaus:show_policy", bureau_code=bureau_code, kind=kind)
    return render(request, "bureaus/policies/edit_policy.html", {"form": form, "kind": kind_class, "policy": policy})


@require_GET
def list_policy_packs(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(tree_permissions.can_use_desk(request.actor))
    adopted = set(Policy.objects.visible_to(request.actor).values_list("pack", flat=True))
    context = {
        "adoptable": [(pack, pack.code in adopted) for pack in packs.adoptable_packs(bureau_code)],
        "national": packs.all_packs()[packs.NATIONAL],
        "defaults": packs.all_packs()[packs.DEFAULTS],
    }
    return render(request, "bureaus/policies/list_policy_packs.html", context)


@require_http_methods(["GET", "POST"])
def adopt_policy_pack(request: HttpRequest, bureau_code: str, code: str) -> HttpResponse:
    """The pack, what would change, and one button."""
    require(permissions.can_adopt_policy_pack(request.actor))
    if code not in {pack.code for pack in packs.adoptable_packs(bureau_code)}:
        raise Http404
    if request.method == "POST":
        count = services.adopt_policy_pack(pack_code=code, by=request.actor)
        messages.success(request, f"已采用，共 {count} 条规定，可在“政策”页逐条修改。")
        return redirect("bureaus:list_policies", bureau_code=bureau_code)
    adoption = services.preview_adoption(bureau_id=request.bureau.pk, pack_code=code)
    context = {
        "adoption": adoption,
        "pack": adoption.pack,
        "differences": reports.difference_rows(adoption.differences),
        "action": reverse("bureaus:adopt_policy_pack", args=[bureau_code, code]),
    }
    return render(request, "bureaus/policies/adopt_policy_pack.html", context)


def _kind(code: str) -> type[PolicyValue]:
    if code not in KINDS:
        raise Http404
    return KINDS[code]


def _chosen_day(request: HttpRequest) -> date:
    """The day of ?on=; today where that is not a date."""
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


def _statement_in(form: PolicyForm) -> dict:
    data = form.cleaned_data
    return {
        "value": data["value"],
        "severity": data["severity"],
        "clause": form.clause,
        "effective_from": data["effective_from"],
        "summary": data["summary"],
    }
