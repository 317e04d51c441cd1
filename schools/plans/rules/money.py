"""The fee: free where the county says so, under the cap, collected by the school alone."""

from __future__ import annotations

from collections.abc import Iterator

from afterschool.values.vocabulary import CollectionChannel, FeeUnit
from bureaus.policies.kinds import FeeModel, FeeRules
from bureaus.policies.values import Severity
from schools.plans.rules.facts import Finding, PlanFacts, stages_of

WHERE = "fee"


def check_fee(facts: PlanFacts, fee: FeeRules) -> Iterator[Finding]:
    """Money in yuan. A plan without a fee, or with 0 yuan, breaks none of these rules."""
    amount = facts.fee_amount
    if not amount:
        return
    if fee.model is FeeModel.FREE:
        message = f"本地课后服务免费，方案不能收费（现填 {amount:f} 元）。"
        yield Finding("fee_free", fee.severity_for("model"), message, fee.clause_for("model"), WHERE)
        return
    if facts.fee_unit:
        yield from _check_unit(facts, FeeUnit(facts.fee_unit), fee)
    yield from _check_channel(CollectionChannel(facts.collection_channel), fee)
    yield from _check_lesson(facts, fee)


def _check_unit(facts: PlanFacts, unit: FeeUnit, fee: FeeRules) -> Iterator[Finding]:
    if fee.units and unit not in fee.units:
        allowed = "、".join(u.label for u in fee.units)
        message = f"不能{unit.label}收费，可以{allowed}收费。"
        yield Finding("fee_unit", fee.severity_for("units"), message, fee.clause_for("units"), WHERE)
    caps = [cap for stage in stages_of(facts.stage) if (cap := fee.cap(unit, stage)) is not None]
    if caps:
        cap = min(caps, key=lambda cap: cap.amount)
        if facts.fee_amount is not None and facts.fee_amount > cap.amount:
            message = f"收费标准{unit.label} {facts.fee_amount:f} 元超过上限 {cap.amount:f} 元。"
            yield Finding("fee_cap", fee.severity_for("caps", cap.key), message, fee.clause_for("caps", cap.key), WHERE)


def _check_channel(channel: CollectionChannel, fee: FeeRules) -> Iterator[Finding]:
    if fee.may_collect_through(channel):
        return
    field = "forbidden_channels" if channel in fee.forbidden_channels else "channels"
    allowed = [c for c in fee.channels if c not in fee.forbidden_channels] or [CollectionChannel.SCHOOL_ACCOUNT]
    names = "、".join(c.label for c in allowed)
    message = f"课后服务费不能由“{channel.label}”，只能通过{names}收取。"
    yield Finding("fee_channel", fee.severity_for(field), message, fee.clause_for(field), WHERE)


def _check_lesson(facts: PlanFacts, fee: FeeRules) -> Iterator[Finding]:
    if facts.fee_unit != FeeUnit.LESSON:
        return
    for stage in stages_of(facts.stage):
        minutes = (fee.lesson_minutes or {}).get(stage)
        if minutes and facts.lesson_minutes < minutes:
            message = f"按课时收费的，{stage.label}一课时不少于 {minutes} 分钟，现填 {facts.lesson_minutes} 分钟。"
            clause = fee.clause_for("lesson_minutes", stage)
            yield Finding("lesson_minutes", Severity.WARN, message, clause, WHERE)
