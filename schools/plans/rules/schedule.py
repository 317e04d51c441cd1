"""When the service runs: days, earliest start, latest end, minutes a day, what counts as the service at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import time

from afterschool.values.vocabulary import ServiceKind, Stage, Weekday
from bureaus.policies.kinds import ServiceScope, ServiceWindow
from bureaus.policies.values import Severity
from schools.plans.rules.facts import Finding, PlanFacts, PlanPolicies, SlotFacts, minutes_of, stages_of

WHERE = "schedule"
NOON = (time(11), time(15))  # a slot wholly inside is care at noon, whatever the plan calls it
COUNTED_NAMES = {ServiceKind.AFTER_SCHOOL, ServiceKind.EXTENDED_CARE}


def check_schedule(facts: PlanFacts, policies: PlanPolicies) -> Iterator[Finding]:
    for slot in facts.slots:
        yield from check_slot(slot, stage=facts.stage, window=policies.window, scope=policies.scope)
    counted = [slot for slot in facts.slots if counts(slot, policies.scope)]
    if counted:
        yield from check_minutes_a_day(counted, facts.stage, policies.window)
        yield from check_days_a_week(counted, policies.window)


def check_slot(slot: SlotFacts, *, stage: str, window: ServiceWindow, scope: ServiceScope) -> Iterator[Finding]:
    """Checks one slot by itself, before it is saved."""
    yield from _check_scope(slot, scope)
    yield from _check_weekday(slot, window)
    kind = service_of(slot)
    if kind is ServiceKind.MIDDAY_CARE or kind is ServiceKind.LUNCH:
        yield from _check_midday(slot, window)
    elif kind in COUNTED_NAMES:
        for of_stage in stages_of(stage, slot.grade_from, slot.grade_to):
            yield from _check_hours(slot, of_stage, window)


def service_of(slot: SlotFacts) -> ServiceKind:
    """The kind of service by its hours: noon care labeled as after-school service is still noon care."""
    kind = ServiceKind(slot.service)
    if kind in COUNTED_NAMES and NOON[0] <= slot.starts_at and slot.ends_at <= NOON[1]:
        return ServiceKind.MIDDAY_CARE
    return kind


def counts(slot: SlotFacts, scope: ServiceScope) -> bool:
    """Whether the slot counts as 课后服务. After-school service always does, the other kinds as policy says."""
    kind = service_of(slot)
    return kind is ServiceKind.AFTER_SCHOOL or scope.counts(kind)


def _check_scope(slot: SlotFacts, scope: ServiceScope) -> Iterator[Finding]:
    kind = service_of(slot)
    scoped = scope.service(kind)
    if kind is ServiceKind.AFTER_SCHOOL or scoped is None:
        return
    clause = scope.clause_for("services", scoped.key)
    if not scoped.offered:
        severity = scope.severity_for("services", scoped.key)
        yield Finding("service_not_offered", severity, f"{slot.hours}：不得开展{scoped.name}。", clause, WHERE)
    elif not scoped.counted and slot.service in COUNTED_NAMES:
        severity = scope.severity_for("services", scoped.key)
        message = f"{slot.hours}是{scoped.name}，不计入课后服务，请把服务类型改为“午休看管”。"
        yield Finding("service_called_otherwise", severity, message, clause, WHERE)
    elif not scoped.counted:
        message = f"{slot.hours}的{scoped.name}可以开展，但不计入课后服务，也不能纳入课后服务收费。"
        yield Finding("service_not_counted", Severity.NOTE, message, clause, WHERE)


def _check_weekday(slot: SlotFacts, window: ServiceWindow) -> Iterator[Finding]:
    if window.weekdays and slot.weekday not in window.weekdays:
        days = "、".join(Weekday(day).label for day in window.weekdays)
        message = f"{Weekday(slot.weekday).label}不是课后服务日，只能安排在{days}。"
        severity = window.severity_for("weekdays")
        yield Finding("weekday", severity, message, window.clause_for("weekdays"), WHERE)


def _check_midday(slot: SlotFacts, window: ServiceWindow) -> Iterator[Finding]:
    earliest = min((window.midday_from or {}).values(), default=None)
    if earliest is not None and slot.starts_at < earliest:
        message = f"{slot.hours}早于午间服务最早开始时间 {earliest:%H:%M}。"
        severity = window.severity_for("midday_from")
        yield Finding("midday_start", severity, message, window.clause_for("midday_from"), WHERE)


def _check_hours(slot: SlotFacts, stage: Stage, window: ServiceWindow) -> Iterator[Finding]:
    latest = (window.latest_end or {}).get(stage)
    if latest is not None and slot.ends_at > latest:
        message = f"{Weekday(slot.weekday).label}{stage.label}结束时间 {slot.ends_at:%H:%M} 晚于 {latest:%H:%M}。"
        severity = window.severity_for("latest_end", stage)
        yield Finding("latest_end", severity, message, window.clause_for("latest_end", stage), WHERE)
    earliest = (window.earliest_start or {}).get(stage)
    if earliest is not None and slot.starts_at < earliest:
        message = f"{Weekday(slot.weekday).label}{stage.label}开始时间 {slot.starts_at:%H:%M} 早于 {earliest:%H:%M}。"
        severity = window.severity_for("earliest_start", stage)
        yield Finding("earliest_start", severity, message, window.clause_for("earliest_start", stage), WHERE)


def check_minutes_a_day(slots: Sequence[SlotFacts], stage: str, window: ServiceWindow) -> Iterator[Finding]:
    """Each service day reaches the minimum, for each stage of a nine-year school by itself."""
    minimum = window.minimum_minutes_a_day
    if not minimum:
        return
    clause, severity = window.clause_for("minimum_minutes_a_day"), window.severity_for("minimum_minutes_a_day")
    for of_stage in stages_of(stage):
        own = [slot for slot in slots if of_stage in stages_of(stage, slot.grade_from, slot.grade_to)]
        for weekday in sorted({slot.weekday for slot in own}):
            served = covered_minutes((slot.starts_at, slot.ends_at) for slot in own if slot.weekday == weekday)
            if served < minimum:
                message = f"{of_stage.label}{Weekday(weekday).label}服务 {served} 分钟，少于每日 {minimum} 分钟。"
                yield Finding("minutes_a_day", severity, message, clause, WHERE)


def check_days_a_week(slots: Sequence[SlotFacts], window: ServiceWindow) -> Iterator[Finding]:
    served = {slot.weekday for slot in slots}
    if window.days_a_week and len(served) < window.days_a_week:
        absent = [Weekday(day).label for day in window.weekdays or range(1, 6) if day not in served]
        more = f"，还没有安排{'、'.join(absent)}" if absent else ""
        message = f"每周开展 {len(served)} 天，少于 {window.days_a_week} 天{more}。"
        severity = window.severity_for("days_a_week")
        yield Finding("days_a_week", severity, message, window.clause_for("days_a_week"), WHERE)


def covered_minutes(hours: Iterable[tuple[time, time]]) -> int:
    """Minutes covered by at least one of the ranges; shared minutes count once."""
    total, reached = 0, 0
    for starts, ends in sorted((minutes_of(starts_at), minutes_of(ends_at)) for starts_at, ends_at in hours):
        total += max(0, ends - max(starts, reached))
        reached = max(reached, ends)
    return total
