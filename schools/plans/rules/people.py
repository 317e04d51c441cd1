"""Who serves: vetted people, willing teachers, nobody in two places, providers from the shortlist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from afterschool.values.vocabulary import ActivityCategory, Weekday
from bureaus.policies.kinds import ProviderRules, SelectionLevel, StaffRules
from bureaus.policies.values import Severity
from schools.plans.rules.facts import ActivityFacts, Finding, PlanFacts, PlanPolicies, ProviderFacts
from schools.staff import rules as staff_rules
from schools.staff.rules import StaffFacts

WHERE = "activities"
OUT_OF_SERVICE = {"suspended": "已被暂停", "removed": "已被取消资格", "blacklisted": "已被列入黑名单"}


def check_people(facts: PlanFacts, policies: PlanPolicies, today: date) -> Iterator[Finding]:
    for teacher in {activity.teacher.pk: activity.teacher for activity in facts.activities}.values():
        yield from check_staff(teacher, policies.staff, today)
    yield from check_double_booking(facts.activities, policies)
    for activity in facts.activities:
        if activity.provider is not None:
            yield from check_provider(activity, activity.provider, policies.provider, today)


def check_staff(person: StaffFacts, staff: StaffRules, today: date) -> Iterator[Finding]:
    if not person.is_active:
        clause = staff.clause_for("own_teachers_first")
        yield Finding("staff_inactive", Severity.BLOCK, f"{person.name}已不在岗，请换人。", clause, WHERE)
    if not person.volunteered and staff.voluntary:
        message = f"{person.name}没有登记自愿参与，不得摊派。"
        yield Finding("staff_voluntary", staff.severity_for("voluntary"), message, staff.clause_for("voluntary"), WHERE)
    if person.is_outside and staff.vetting:
        lacking = staff_rules.lacking_vetting(person, today)
        if lacking:
            message = f"外聘人员{person.name}{'，'.join(lacking)}，审查合格后才能上岗。"
            severity = staff.severity_for("vetting")
            yield Finding("staff_vetting", severity, message, staff.clause_for("vetting"), WHERE)


def check_double_booking(activities: tuple[ActivityFacts, ...], policies: PlanPolicies) -> Iterator[Finding]:
    clause = policies.parts.clause_for("parts", "staffing")
    for one, other in combinations(activities, 2):
        shared = sorted(set(one.weekdays) & set(other.weekdays))
        if one.teacher.pk == other.teacher.pk and shared and overlap(one, other):
            days = "、".join(Weekday(day).label for day in shared)
            message = f"{one.teacher.name}{days}同时安排在“{one.name}”和“{other.name}”，时间重叠。"
            yield Finding("teacher_double_booked", Severity.BLOCK, message, clause, WHERE)


def overlap(one: ActivityFacts, other: ActivityFacts) -> bool:
    """Whether two time ranges share a minute. A range that ends when the other begins does not overlap it."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def check_provider(
    activity: ActivityFacts, provider: ProviderFacts, rules: ProviderRules, today: date
) -> Iterator[Finding]:
    name = f"“{activity.name}”的机构“{provider.name}”"
    if provider.blacklisted_until is not None:
        message = f"{name}在黑名单上（至 {provider.blacklisted_until}），不得开展课后服务。"
        yield Finding("provider_blacklisted", Severity.BLOCK, message, rules.clause_for("blacklist_years"), WHERE)
    if provider.is_academic and rules.non_academic_only:
        severity, clause = rules.severity_for("non_academic_only"), rules.clause_for("non_academic_only")
        yield Finding("provider_academic", severity, f"{name}是学科类机构，不得参与。", clause, WHERE)
    if activity.category == ActivityCategory.HOMEWORK_GUIDANCE and any(
        rule.code == "academic_teaching" for rule in rules.forbidden
    ):
        clause = rules.clause_for("forbidden", "academic_teaching")
        message = f"“{activity.name}”是课业辅导，不得由第三方机构承担。"
        yield Finding("provider_teaches", rules.severity_for("forbidden", "academic_teaching"), message, clause, WHERE)
    if provider.license_expires_on is not None and provider.license_expires_on < today:
        message = f"{name}的办学许可已于 {provider.license_expires_on} 到期。"
        yield Finding("provider_license", Severity.BLOCK, message, rules.clause_for("mechanisms"), WHERE)
    if provider.blacklisted_until is None:
        yield from _check_selection(name, provider, rules)


def _check_selection(name: str, provider: ProviderFacts, rules: ProviderRules) -> Iterator[Finding]:
    if provider.status in OUT_OF_SERVICE:
        message = f"{name}{OUT_OF_SERVICE[provider.status]}。"
        yield Finding("provider_out", Severity.BLOCK, message, rules.clause_for("mechanisms"), WHERE)
    elif provider.status != "shortlisted" and rules.selection_level is SelectionLevel.BUREAU_SHORTLIST:
        severity, clause = rules.severity_for("selection_level"), rules.clause_for("selection_level")
        yield Finding("provider_not_shortlisted", severity, f"{name}不在教育局公布的备选清单里。", clause, WHERE)
