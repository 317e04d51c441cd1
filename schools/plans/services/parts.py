"""The parts of a plan: slots, activities, attachments. Each change asks whether the plan may still be changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from afterschool.papers.uploads import PAPERS, Upload, check_upload
from afterschool.tenancy.models import TenantModel
from afterschool.values.errors import RuleViolation
from audit.actors import Actor
from audit.workflow import record
from bureaus.documents import services as document_services
from providers.register import services as provider_services
from schools.plans import rules
from schools.plans.models import Activity, PlanAttachment, ServicePlan, TimeSlot
from schools.plans.reports import contents as plan_contents
from schools.plans.reports import facts as plan_facts
from schools.plans.services import plans as plan_services

PURPOSES = {
    rules.PROVIDER_CONTRACT: "第三方机构服务协议",
    "parent_letter": "致家长的一封信",
    "insurance": "校方责任险保单",
    "safety_rules": "安全制度",
    "emergency_plan": "应急预案",
    "plan_paper": "其他材料",
}


# --- slots ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_slots(*, plan: ServicePlan, weekdays: Sequence[int], by: Actor, **values: Any) -> list[TimeSlot]:
    """添加时段, the same hours on each of these weekdays. Raises RuleViolation with the clause that forbids one."""
    plan = plan_services.lock_editable(plan, by)
    slots = [_checked_slot(TimeSlot(plan=plan, bureau_id=plan.bureau_id, weekday=day, **values)) for day in weekdays]
    for slot in slots:
        slot.save()
    record("plan.add_slots", plan, by=by, slots=[str(slot) for slot in slots])
    return slots


@transaction.atomic
def edit_slot(*, slot: TimeSlot, by: Actor, **values: Any) -> TimeSlot:
    """修改时段."""
    plan = plan_services.lock_editable(slot.plan, by)
    slot = TimeSlot.objects.of(plan.bureau_id).locked().get(pk=slot.pk)
    before = str(slot)
    for name, value in values.items():
        setattr(slot, name, value)
    slot.plan = plan
    _checked_slot(slot).save(update_fields=list(values))
    record("plan.edit_slot", plan, by=by, before_slot=before, after_slot=str(slot))
    return slot


@transaction.atomic
def remove_slot(*, slot: TimeSlot, by: Actor) -> None:
    """删除时段."""
    plan = plan_services.lock_editable(slot.plan, by)
    TimeSlot.objects.of(plan.bureau_id).filter(pk=slot.pk).delete()
    record("plan.remove_slot", plan, by=by, slot=str(slot))


def _checked_slot(slot: TimeSlot) -> TimeSlot:
    """The slot, checked by itself. Raises RuleViolation with the first rule it breaks."""
    plan = slot.plan
    on = plan_contents.judged_on(plan)
    policies = plan_facts.policies_for(plan.bureau_id, on)
    facts = plan_facts.slot_facts(slot)
    findings = rules.check_slot(facts, stage=plan.school.stage, window=policies.window, scope=policies.scope)
    for finding in rules.blocking(findings):
        raise RuleViolation(finding.message, clause=finding.clause)
    _require_constraints(slot)
    return slot


def _require_constraints(row: TenantModel) -> None:
    """Checks the model's constraints before the database does. Raises RuleViolation with their sentences."""
    try:
        row.validate_constraints()
    except ValidationError as refused:
        raise RuleViolation("".join(refused.messages)) from None


# --- activities -------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_activity(*, plan: ServicePlan, by: Actor, **values: Any) -> Activity:
    """添加活动. Raises RuleViolation for a provider on the blacklist, a name used twice, somebody of another school."""
    plan = plan_services.lock_editable(plan, by)
    activity = _checked_activity(Activity(plan=plan, bureau_id=plan.bureau_id, **values))
    activity.save()
    record("plan.add_activity", plan, by=by, activity=activity.name)
    return activity


@transaction.atomic
def edit_activity(*, activity: Activity, by: Actor, **values: Any) -> Activity:
    """修改活动."""
    plan = plan_services.lock_editable(activity.plan, by)
    activity = Activity.objects.of(plan.bureau_id).locked().get(pk=activity.pk)
    activity.plan = plan
    for name, value in values.items():
        setattr(activity, name, value)
    _checked_activity(activity).save(update_fields=list(values))
    record("plan.edit_activity", plan, by=by, activity=activity.name, fields=sorted(values))
    return activity


@transaction.atomic
def remove_activity(*, activity: Activity, by: Actor) -> None:
    """删除活动."""
    plan = plan_services.lock_editable(activity.plan, by)
    Activity.objects.of(plan.bureau_id).filter(pk=activity.pk).delete()
    record("plan.remove_activity", plan, by=by, activity=activity.name)


def _checked_activity(activity: Activity) -> Activity:
    plan = activity.plan
    if activity.teacher.school_id != plan.school_id:
        raise RuleViolation("任课教师不是本校的服务人员。", field="teacher")
    if activity.provider is not None:
        code, on = activity.provider.credit_code, plan_contents.judged_on(plan)
        provider_services.require_not_blacklisted(code, plan.bureau_id, on=on)
    _require_constraints(activity)
    return activity


# --- attachments ------------------------------------------------------------------------------------------------------


@transaction.atomic
def attach_file(*, plan: ServicePlan, upload: Upload, purpose: str, by: Actor) -> PlanAttachment:
    """上传附件. The type is read from the content. Raises RuleViolation for a file type or purpose no plan has."""
    plan = plan_services.lock_editable(plan, by)
    if purpose not in PURPOSES:
        raise RuleViolation("请选择附件的用途。", field="purpose")
    attachment = document_services.keep_attachment(
        check_upload(upload, kinds=PAPERS), purpose=purpose, by=by, school_id=plan.school_id
    )
    attached = PlanAttachment.objects.of(plan.bureau_id).create(plan=plan, attachment=attachment)
    record("plan.attach", plan, by=by, name=attachment.name, purpose=purpose, sha256=attachment.sha256)
    return attached


@transaction.atomic
def remove_attachment(*, attached: PlanAttachment, by: Actor) -> None:
    """取下附件. The stored file is kept, as a trace of what was submitted."""
    plan = plan_services.lock_editable(attached.plan, by)
    PlanAttachment.objects.of(plan.bureau_id).filter(pk=attached.pk).delete()
    record("plan.detach", plan, by=by, name=str(attached.attachment))
