"""Slots, activities and attachments of a plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from afterschool.pages.forms import refusals_on
from afterschool.values.errors import require
from bureaus.tree.requests import HttpRequest
from schools.plans import permissions
from schools.plans.forms import ActivityForm, AddSlotsForm, AttachFileForm, EditPlanForm, EditSlotForm
from schools.plans.models import Activity, PlanAttachment, ServicePlan, TimeSlot
from schools.plans.services import parts as part_services
from schools.plans.views.plans import editor_context, plan_or_404


def back_to(plan: ServicePlan, bureau_code: str, part: str) -> HttpResponse:
    answer = redirect("schools:edit_plan", bureau_code=bureau_code, pk=plan.pk)
    answer["Location"] += f"#{part}"
    return answer


# --- slots ------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def add_slots(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    plan = plan_or_404(request, pk)
    require(permissions.can_edit_plan(request.actor, plan))
    form = AddSlotsForm(request.POST or None, school=plan.school)
    if form.is_valid():
        with refusals_on(form):
            part_services.add_slots(plan=plan, by=request.actor, **form.cleaned_data)
            messages.success(request, "时段已添加。")
            return back_to(plan, bureau_code, "schedule")
    return render(request, "schools/plans/add_slots.html", {"form": form, "plan": plan})


@require_http_methods(["GET", "POST"])
def edit_slot(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    slot = _slot_or_404(request, pk)
    require(permissions.can_edit_plan(request.actor, slot.plan))
    form = EditSlotForm(request.POST or None, instance=slot, school=slot.plan.school)
    if form.is_valid():
        with refusals_on(form):
            part_services.edit_slot(slot=slot, by=request.actor, **form.cleaned_data)
            messages.success(request, "时段已修改。")
            return back_to(slot.plan, bureau_code, "schedule")
    return render(request, "schools/plans/edit_slot.html", {"form": form, "plan": slot.plan, "slot": slot})


@require_POST
def remove_slot(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    slot = _slot_or_404(request, pk)
    part_services.remove_slot(slot=slot, by=request.actor)
    messages.success(request, "时段已删除。")
    return back_to(slot.plan, bureau_code, "schedule")


def _slot_or_404(request: HttpRequest, pk: int) -> TimeSlot:
    rows = TimeSlot.objects.visible_to(request.actor).select_related("plan__school", "plan__term")
    return get_object_or_404(rows, pk=pk)


# --- activities -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def add_activity(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    plan = plan_or_404(request, pk)
    require(permissions.can_edit_plan(request.actor, plan))
    form = ActivityForm(request.POST or None, school=plan.school, actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            part_services.add_activity(plan=plan, by=request.actor, **form.cleaned_data)
            messages.success(request, f"活动“{form.cleaned_data['name']}”已添加。")
            return back_to(plan, bureau_code, "activities")
    return render(request, "schools/plans/add_activity.html", {"form": form, "plan": plan})


@require_http_methods(["GET", "POST"])
def edit_activity(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    activity = _activity_or_404(request, pk)
    require(permissions.can_edit_plan(request.actor, activity.plan))
    form = ActivityForm(request.POST or None, instance=activity, school=activity.plan.school, actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            part_services.edit_activity(activity=activity, by=request.actor, **form.cleaned_data)
            messages.success(request, "活动已修改。")
            return back_to(activity.plan, bureau_code, "activities")
    return render(
        request, "schools/plans/edit_activity.html", {"form": form, "plan": activity.plan, "activity": activity}
    )


@require_POST
def remove_activity(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    activity = _activity_or_404(request, pk)
    part_services.remove_activity(activity=activity, by=request.actor)
    messages.success(request, "活动已删除。")
    return back_to(activity.plan, bureau_code, "activities")


def _activity_or_404(request: HttpRequest, pk: int) -> Activity:
    rows = Activity.objects.visible_to(request.actor).select_related("plan__school", "plan__term")
    return get_object_or_404(rows, pk=pk)


# --- attachments ------------------------------------------------------------------------------------------------------


@require_POST
def attach_file(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    plan = plan_or_404(request, pk)
    require(permissions.can_edit_plan(request.actor, plan))
    form = AttachFileForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_on(form, otherwise="file"):
            values = form.cleaned_data
            part_services.attach_file(plan=plan, upload=values["file"], purpose=values["purpose"], by=request.actor)
            messages.success(request, "附件已上传。")
            return back_to(plan, bureau_code, "attachments")
    context = editor_context(request, plan, EditPlanForm(instance=plan)) | {"attach_form": form}
    return render(request, "schools/plans/edit_plan.html", context)


@require_POST
def remove_attachment(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    rows = PlanAttachment.objects.visible_to(request.actor).select_related("plan__school", "plan__term", "attachment")
    attached = get_object_or_404(rows, pk=pk)
    part_services.remove_attachment(attached=attached, by=request.actor)
    messages.success(request, "附件已取下。")
    return back_to(attached.plan, bureau_code, "attachments")
