"""Schools draft the fee standard from their approved plan, file it and publish it: in this order only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from functools import partial

from audit.actors import Actor
from audit.roles import Role
from billing.standards import services as standard_services
from billing.standards.models import FeeStandard
from bureaus.terms.models import Term
from rehearsal.acts import Act, Post
from rehearsal.county import County, Half
from schools.plans.models import ServicePlan

Status = FeeStandard.Status


def acts(county: County) -> Iterator[Act]:
    """In the afternoons: the mornings are for those who try to collect before."""
    if county.half is Half.MORNING:
        return
    standing = FeeStandard.objects.of(county.pk).exclude(status=Status.CLOSED)
    plans = ServicePlan.objects.of(county.pk).approved().filter(fee_amount__gt=0, term__status=Term.Status.OPEN)
    for plan in plans.exclude(pk__in=standing.values("plan")).select_related("school", "term").order_by("pk"):
        yield from _draft(county, plan)
    for standard in standing.select_related("school", "term", "plan").order_by("pk"):
        admin = county.staff(Role.SCHOOL_ADMIN, standard.school)
        if admin is not None:
            yield from _go_on(county, standard, admin)


def _draft(county: County, plan: ServicePlan) -> Iterator[Act]:
    role = Role.SCHOOL_ADMIN if county.trait(plan.school.code, "drafts") < 0.5 else Role.CASHIER
    by, principal = county.staff(role, plan.school), county.staff(Role.PRINCIPAL, plan.school)
    if by is not None and county.chance(0.3):
        yield _drafting(plan, by, at=county.at_work(), name="fee_standard.draft", twice=county.chance(0.2))
    if principal is not None and county.chance(0.05):
        yield _drafting(plan, principal, at=county.at_work(), name="fee_standard.draft_by_principal", wrong=True)


def _drafting(
    plan: ServicePlan, by: Actor, *, at: time, name: str, wrong: bool = False, twice: bool = False
) -> Act:  # fmt: skip
    draft = partial(standard_services.draft_fee_standard, plan=plan, by=by)
    post = Post(route="billing:draft_fee_standard", kwargs={"pk": plan.pk})
    return Act(at=at, name=name, by=by, do=draft, post=post, wrong=wrong, twice=twice)


def _go_on(county: County, standard: FeeStandard, admin: Actor) -> Iterator[Act]:
    early = time(13, 10)
    if standard.status == Status.DRAFT:
        if county.chance(0.2):
            yield _file(standard, admin, " ", at=early, name="fee_standard.file_without_number", wrong=True)
        if county.chance(0.2):
            yield _publish(standard, admin, at=early, name="fee_standard.publish_unfiled", wrong=True)
        if county.chance(0.4):
            number = f"示发改备〔{county.today.year}〕{standard.school.code[-3:]}号"
            yield _file(standard, admin, number, at=county.at_work(), name="fee_standard.file")
    elif standard.status == Status.FILED and county.chance(0.4):
        at = county.at_work()
        yield _publish(standard, admin, at=at, name="fee_standard.publish", twice=county.chance(0.2))
    if county.chance(0.02):
        yield _drafting(standard.plan, admin, at=county.at_work(), name="fee_standard.draft_again", wrong=True)


def _file(
    standard: FeeStandard, admin: Actor, number: str, *, at: time, name: str, wrong: bool = False
) -> Act:  # fmt: skip
    file = partial(standard_services.file_fee_standard, standard=standard, filing_document=number, by=admin)
    post = Post(route="billing:file_fee_standard", kwargs={"pk": standard.pk}, data={"filing_document": number})
    return Act(at=at, name=name, by=admin, do=file, post=post, wrong=wrong)


def _publish(
    standard: FeeStandard, admin: Actor, *, at: time, name: str, wrong: bool = False, twice: bool = False
) -> Act:  # fmt: skip
    publish = partial(standard_services.publish_fee_standard, standard=standard, by=admin)
    post = Post(route="billing:publish_fee_standard", kwargs={"pk": standard.pk})
    return Act(at=at, name=name, by=admin, do=publish, post=post, wrong=wrong, twice=twice)
