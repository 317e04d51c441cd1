"""Progress of schools in the step this app owns, disclosure; and whether a fee is asked at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from afterschool.values.clauses import Clause
from audit.actors import Actor
from audit.events import Consequence
from billing.standards.models import FeeStandard
from bureaus.inbox import registry as inbox
from bureaus.policies import policies
from bureaus.policies.kinds import FeeModel, FeeRules
from bureaus.terms.models import Term
from bureaus.tree import reports as directory
from schools.plans.models import ServicePlan
from schools.register.models import School
from schools.register.registry import Progress


@dataclass(frozen=True, slots=True)
class FreeService:
    """The service costs nothing here, and by which rule."""

    clause: Clause | None


def free_service(bureau_id: int, on: date) -> FreeService | None:
    """Where the county's rule makes the service free of charge; None where a fee may be asked."""
    fees = policies.find(bureau_id, FeeRules, on=on)
    return FreeService(fees.clause_for("model")) if fees is not None and fees.model is FeeModel.FREE else None


def disclosure_progress(bureau_id: int, school_ids: Collection[int], term: Term) -> Mapping[int, Progress]:
    """信息公示. A plan is public once approved; a plan with a fee also needs its published standard."""
    code = directory.get(bureau_id).code
    published = set(
        FeeStandard.objects.of(bureau_id)
        .filter(term=term, school_id__in=school_ids, status=FeeStandard.Status.PUBLISHED)
        .values_list("plan_id", flat=True)
    )
    progress_of = {school_id: Progress(done=False, missing=("方案还没有备案，不能公示。",)) for school_id in school_ids}
    plans = ServicePlan.objects.of(bureau_id).filter(term=term, school_id__in=school_ids)
    for plan in plans.filter(status=ServicePlan.Status.APPROVED).only("school_id", "fee_amount", "bureau_id"):
        done = not plan.fee_amount or plan.pk in published
        progress_of[plan.school_id] = Progress(
            done=done,
            missing=() if done else ("收费标准还没有公示。",),
            note="方案和收费标准已公示" if plan.fee_amount else "方案已公示，不收费",
            href=reverse("billing:list_disclosures", kwargs={"bureau_code": code}),
        )
    return progress_of


def step_counts(actor: Actor, term: Term | None) -> list[inbox.StepCount]:
    """The first page: how many of the schools this person sees have disclosed everything."""
    if term is None or not (actor.is_bureau or actor.is_school):
        return []
    school_ids = list(School.objects.visible_to(actor).open_on(term.starts_on).values_list("pk", flat=True))
    progress = disclosure_progress(term.bureau_id, school_ids, term)
    href = reverse("billing:list_disclosures", kwargs={"bureau_code": actor.bureau_code})
    return [inbox.StepCount("disclosure", sum(p.done for p in progress.values()), len(school_ids), href)]


def closed_with_plan(plan: ServicePlan) -> list[Consequence]:
    """Fee standards that would be closed if the plan were withdrawn."""
    standing = FeeStandard.objects.of(plan.bureau_id).filter(plan=plan).exclude(status=FeeStandard.Status.CLOSED)
    return [Consequence(standing.count(), "项收费标准停用")]
