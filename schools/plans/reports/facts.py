"""A plan as the rules see it."""

from __future__ import annotations

from datetime import date
from typing import Any

from bureaus.policies import policies
from bureaus.policies.kinds import (
    ActivityContent,
    FeeRules,
    PlanGate,
    PlanParts,
    ProviderRules,
    SafetyRules,
    ServiceModels,
    ServiceScope,
    ServiceWindow,
    StaffRules,
)
from providers.register import reports as provider_reports
from schools.plans import rules
from schools.plans.models import Activity, ServicePlan, TimeSlot
from schools.plans.reports import contents as plan_contents
from schools.staff import reports as staff_reports
from schools.surveys.models import DemandAnswer


def policies_for(bureau_id: int, on: date) -> rules.PlanPolicies:
    """All policies that apply to a plan; a kind that nobody states is empty and requires nothing."""

    def policy(kind: type) -> Any:
        return policies.find(bureau_id, kind, on=on) or kind()

    return rules.PlanPolicies(
        window=policy(ServiceWindow),
        models=policy(ServiceModels),
        content=policy(ActivityContent),
        scope=policy(ServiceScope),
        parts=policy(PlanParts),
        gate=policy(PlanGate),
        fee=policy(FeeRules),
        provider=policy(ProviderRules),
        staff=policy(StaffRules),
        safety=policy(SafetyRules),
    )


def findings_of(plan: ServicePlan) -> list[rules.Finding]:
    """Where the plan does not comply with the policies of its bureau and term; a constant number of queries."""
    on = plan_contents.judged_on(plan)
    return rules.check_plan(facts_of(plan, on=on), policies_for(plan.bureau_id, on), today=on)


def service_models_of(plan: ServicePlan) -> list[str]:
    """The names of the service models the plan reaches: 2+N, 2+3, 5+2."""
    on = plan_contents.judged_on(plan)
    facts, models = facts_of(plan, on=on), policies_for(plan.bureau_id, on).models
    return [model.name for model in models.models if not rules.missing_of(model, facts)]


def facts_of(plan: ServicePlan, *, on: date) -> rules.PlanFacts:
    """The plan as plain values."""
    activities = list(plan_contents.activities_of(plan))
    codes = {activity.provider.credit_code for activity in activities if activity.provider}
    blacklisted = provider_reports.blacklisted_until(plan.bureau_id, codes, on=on) if codes else {}
    answers = DemandAnswer.objects.of(plan.bureau_id).filter(term_id=plan.term_id, student__school_id=plan.school_id)
    return rules.PlanFacts(
        stage=plan.school.stage,
        area=plan.school.area,
        slots=tuple(slot_facts(slot) for slot in TimeSlot.objects.of(plan.bureau_id).filter(plan=plan)),
        activities=tuple(activity_facts(activity, blacklisted) for activity in activities),
        texts={name: getattr(plan, name) for name in plan_contents.TEXTS},
        exercise_minutes=plan.exercise_minutes,
        lesson_minutes=plan.lesson_minutes,
        fee_amount=plan.fee_amount,
        fee_unit=plan.fee_unit,
        fee_document=plan.fee_document,
        collection_channel=plan.collection_channel,
        answers_count=answers.count(),
        attachment_purposes=frozenset(plan.attachments.values_list("attachment__purpose", flat=True)),
    )


def slot_facts(slot: TimeSlot) -> rules.SlotFacts:
    return rules.SlotFacts(
        slot.weekday, slot.starts_at, slot.ends_at, slot.grade_from, slot.grade_to, slot.service, slot.pk
    )


def activity_facts(activity: Activity, blacklisted: dict[str, date]) -> rules.ActivityFacts:
    provider = activity.provider
    return rules.ActivityFacts(
        name=activity.name,
        category=activity.category,
        weekdays=tuple(activity.weekdays),
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        teacher=staff_reports.staff_facts(activity.teacher),
        kind=activity.kind,
        grade_from=activity.grade_from,
        grade_to=activity.grade_to,
        content=activity.content,
        provider=rules.ProviderFacts(
            name=provider.name,
            status=provider.status,
            is_academic=provider.is_academic,
            license_expires_on=provider.license_expires_on,
            blacklisted_until=blacklisted.get(provider.credit_code),
        )
        if provider
        else None,
        pk=activity.pk,
    )
