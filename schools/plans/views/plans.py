"""Plans: list, draft, edit, submit, review, and the page that everybody may read."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from afterschool.pages.access import public
from afterschool.pages.forms import refusals_on
from afterschool.pages.lists import page_of
from afterschool.values.errors import require
from audit import events
from audit.actors import Actor
from audit.events import Consequence
from audit.models import Entry
from audit.roles import HEADS
from bureaus.documents import reports as document_reports
from bureaus.reviews import reports as review_reports
from bureaus.terms.models import Term
from bureaus.terms.requests import named_term
from bureaus.tree.requests import HttpRequest
from providers.register.models import Provider
from schools.plans import documents, permissions, rules
from schools.plans.events import PlanWithdrawn
from schools.plans.filters import PlanFilter
from schools.plans.forms import AttachFileForm, CreatePlanForm, EditPlanForm, ReturnPlanForm, WithdrawPlanForm
from schools.plans.models import Activity, PlanAttachment, PlanVersion, ServicePlan, TimeSlot
from schools.plans.reports import contents as plan_contents
from schools.plans.reports import facts as plan_facts
from schools.plans.reports import providers as stopped_providers
from schools.plans.services import plans as plan_services
from schools.plans.services.parts import PURPOSES
from schools.register.requests import own_school


def plan_or_404(request: HttpRequest, pk: int) -> ServicePlan:
    rows = ServicePlan.objects.visible_to(request.actor).select_related("school", "term", "bureau")
    return get_object_or_404(rows, pk=pk)


@require_safe
def list_plans(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_plans(request.actor))
    rows = ServicePlan.objects.visible_to(request.actor).select_related("school", "term")
    term = named_term(request)
    plan_filter = PlanFilter(request.GET, rows.filter(term=term) if term else rows)
    context = {
        "page": page_of(request, plan_filter.qs),
        "filters": plan_filter.form,
        "term": term,
        "terms": Term.objects.visible_to(request.actor),
        "may_create": request.actor.has_role(*HEADS),
    }
    return render(request, "schools/plans/list_plans.html", context)


@require_http_methods(["GET", "POST"])
def create_plan(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(request.actor.has_role(*HEADS))
    school = own_school(request)
    form = CreatePlanForm(request.POST or None, school=school, actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            plan = plan_services.create_plan(school=school, by=request.actor, **form.cleaned_data)
            messages.success(request, "已建立方案草稿，请逐项填写；右侧会列出还缺什么。")
            return redirect("schools:edit_plan", bureau_code=bureau_code, pk=plan.pk)
    return render(request, "schools/plans/create_plan.html", {"form": form, "school": school})


@require_http_methods(["GET", "POST"])
def edit_plan(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    """The editor. A change of a field saves the draft and answers with the findings alone."""
    plan = plan_or_404(request, pk)
    require(permissions.can_edit_plan(request.actor, plan))
    if not plan.is_editable and request.method == "GET":
        return redirect(plan)
    form = EditPlanForm(request.POST or None, instance=plan)
    if form.is_valid():
        with refusals_on(form):
            plan = plan_services.edit_plan(plan=plan, by=request.actor, **form.cleaned_data)
            if not request.htmx:
                messages.success(request, "方案已保存。")
                return redirect("schools:edit_plan", bureau_code=bureau_code, pk=pk)
    plan = plan_or_404(request, pk)
    template = "schools/plans/edit_plan.html#findings" if request.htmx else "schools/plans/edit_plan.html"
    return render(request, template, editor_context(request, plan, form))


def editor_context(request: HttpRequest, plan: ServicePlan, form: EditPlanForm) -> dict:
    findings = plan_facts.findings_of(plan)
    return {
        "plan": plan,
        "form": form,
        "saved": form.is_bound and form.is_valid(),
        "findings": findings,
        "blocking": rules.blocking(findings),
        "slots": TimeSlot.objects.visible_to(request.actor).filter(plan=plan),
        "activities": Activity.objects.visible_to(request.actor)
        .filter(plan=plan)
        .select_related("teacher", "provider"),
        "attachments": attachments_of(request, plan),
        "attach_form": AttachFileForm(),
        "models": plan_facts.service_models_of(plan),
        "may_submit": permissions.can_submit_plan(request.actor, plan),
    }


def attachments_of(request: HttpRequest, plan: ServicePlan) -> list[tuple[PlanAttachment, str]]:
    rows = PlanAttachment.objects.visible_to(request.actor).filter(plan=plan).select_related("attachment")
    return [(row, PURPOSES.get(row.attachment.purpose, "")) for row in rows]


@require_POST
def submit_plan(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    plan = plan_or_404(request, pk)
    try:
        plan_services.submit_plan(plan=plan, by=request.actor)
    except plan_services.PlanNotReady as refusal:
        messages.error(request, str(refusal))
        return redirect("schools:edit_plan", bureau_code=bureau_code, pk=pk)
    messages.success(request, "方案已提交，等待教育局审批。")
    return redirect("schools:show_plan", bureau_code=bureau_code, pk=pk)


@require_safe
def show_plan(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    """One plan with its findings, its changes and what this person may do with it."""
    plan = plan_or_404(request, pk)
    require(permissions.can_list_plans(request.actor))
    if request.htmx:
        return render(request, "schools/plans/show_plan.html#document", document_context(request, plan))
    return render(request, "schools/plans/show_plan.html", review_context(request, plan))


def document_context(request: HttpRequest, plan: ServicePlan) -> dict:
    """The document: made, being made (the page asks again), or not to be made until the operator has seen to it."""
    return {"plan": plan, "document": document_reports.progress_of(documents.KIND, plan, actor=request.actor)}


def review_context(request: HttpRequest, plan: ServicePlan, **forms: object) -> dict:
    actor = request.actor
    case = review_reports.case_of(plan, plan_services.CHAIN)
    decides = case is not None and review_reports.waiting_for(actor).filter(pk=case.pk).exists()
    return document_context(request, plan) | {
        "findings": plan_facts.findings_of(plan),
        "models": plan_facts.service_models_of(plan),
        "week": plan_contents.week_of(plan),
        "activities": stopped_providers.marked(plan.bureau_id, plan_contents.activities_of(plan)),
        "texts": texts_of(plan),
        "attachments": attachments_of(request, plan),
        "changes": changes_of(plan),
        "case": case,
        "decisions": list(case.decisions.all()) if case else [],
        "may_decide": decides and permissions.can_approve_plan(actor, plan),
        **withdrawal_context(actor, plan),
        "may_edit": plan.is_editable and permissions.can_edit_plan(actor, plan),
        "trail": Entry.objects.of(plan.bureau_id).about(plan)[:30],
        "return_form": ReturnPlanForm(),
        "withdraw_form": WithdrawPlanForm(),
        **forms,
    }


def withdrawal_context(actor: Actor, plan: ServicePlan) -> dict:
    """Who may withdraw reads before what would end with the plan."""
    in_force = plan.status == plan.Status.APPROVED and plan.term.status != Term.Status.CLOSED
    may_withdraw = in_force and permissions.can_withdraw_plan(actor, plan)
    consequences = events.foreseen(PlanWithdrawn, plan) if may_withdraw else []
    listed = f"受影响：{listing(consequences)}。" if consequences else ""
    return {
        "may_withdraw": may_withdraw,
        "consequences": consequences,
        "withdraw_question": f"撤销后不能恢复。{listed}确定撤销备案吗？",
    }


def listing(consequences: Iterable[Consequence]) -> str:
    return "、".join(str(consequence) for consequence in consequences)


def texts_of(plan: ServicePlan) -> list[tuple[str, str]]:
    return [(str(plan._meta.get_field(name).verbose_name), getattr(plan, name)) for name in plan_contents.TEXTS]


def changes_of(plan: ServicePlan) -> list[rules.Change]:
    """The differences between the last submitted version and the one before."""
    last = list(PlanVersion.objects.of(plan.bureau_id).filter(plan=plan).order_by("-number")[:2])
    return rules.compare_versions(last[1].content, last[0].content) if len(last) == 2 else []


@require_POST
def approve_plan(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    plan = plan_services.approve_plan(plan=plan_or_404(request, pk), by=request.actor)
    approved = plan.status == plan.Status.APPROVED
    messages.success(request, "方案已备案，正在生成文书。" if approved else "已同意，转下一步审批。")
    return redirect("schools:show_plan", bureau_code=bureau_code, pk=pk)


@require_POST
def return_plan(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    plan = plan_or_404(request, pk)
    require(permissions.can_return_plan(request.actor, plan))
    form = ReturnPlanForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            plan_services.return_plan(plan=plan, by=request.actor, **form.cleaned_data)
            messages.success(request, "方案已退回学校，并告知理由。")
            return redirect("schools:show_plan", bureau_code=bureau_code, pk=pk)
    context = review_context(request, plan, return_form=form)
    return render(request, "schools/plans/show_plan.html", context, status=200)


@require_POST
def withdraw_plan(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    plan = plan_or_404(request, pk)
    require(permissions.can_withdraw_plan(request.actor, plan))
    form = WithdrawPlanForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            followed = listing(events.foreseen(PlanWithdrawn, plan))
            plan_services.withdraw_plan(plan=plan, by=request.actor, **form.cleaned_data)
            told = f"：{followed}" if followed else ""
            messages.success(request, f"已撤销备案{told}。学校可以重新拟定方案。")
            return redirect("schools:show_plan", bureau_code=bureau_code, pk=pk)
    return render(request, "schools/plans/show_plan.html", review_context(request, plan, withdraw_form=form))


@require_safe
def list_provider_activities(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    """What one institution serves in plans in force: all of the bureau's, or the school's own."""
    require(permissions.can_list_plans(request.actor))
    provider = get_object_or_404(Provider.objects.visible_to(request.actor), pk=pk)
    context = {"provider": provider, "activities": stopped_providers.activities_of(request.actor, provider)}
    return render(request, "schools/plans/list_provider_activities.html", context)


@public
@require_GET
def show_public_plan(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    """What was approved is open to everybody: times, menu, safety, fee; printable."""
    everybody = Actor.anonymous(request.bureau.pk, bureau_code)
    rows = ServicePlan.objects.visible_to(everybody).select_related("school", "term")
    plan = get_object_or_404(rows, pk=pk)
    context = {
        "plan": plan,
        "week": plan_contents.week_of(plan),
        "menu": plan_contents.menu_of(plan),
        "activities": stopped_providers.marked(plan.bureau_id, plan_contents.activities_of(plan)),
        "fee": plan_contents.fee_words(plan),
    }
    return render(request, "schools/plans/show_public_plan.html", context)


@public
@require_GET
def list_public_plans(request: HttpRequest, bureau_code: str) -> HttpResponse:
    """All approved plans of the county, for everybody."""
    everybody = Actor.anonymous(request.bureau.pk, bureau_code)
    rows = ServicePlan.objects.visible_to(everybody).select_related("school", "term")
    name = request.GET.get("name", "").strip()
    if name:
        rows = rows.filter(school__name__contains=name)
    return render(request, "schools/plans/list_public_plans.html", {"page": page_of(request, rows), "name": name})
