"""Whether a plan complies with the policies of its place and day. Pure: values in, findings out.

findings = rules.check_plan(facts, policies, today=today)
if rules.blocking(findings): …
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from schools.plans.rules.content import check_content, missing_of
from schools.plans.rules.facts import (
    ActivityFacts,
    Finding,
    PlanFacts,
    PlanPolicies,
    ProviderFacts,
    SlotFacts,
    grades_of,
    judged_on,
    stages_of,
)
from schools.plans.rules.money import check_fee
from schools.plans.rules.parts import PROVIDER_CONTRACT, check_parts
from schools.plans.rules.people import check_people, check_staff
from schools.plans.rules.schedule import check_schedule, check_slot, counts, covered_minutes
from schools.plans.rules.versions import Change, compare_versions
from schools.staff.rules import StaffFacts, lacking_vetting

__all__ = [
    "PROVIDER_CONTRACT",
    "ActivityFacts",
    "Change",
    "Finding",
    "PlanFacts",
    "PlanPolicies",
    "ProviderFacts",
    "SlotFacts",
    "StaffFacts",
    "blocking",
    "check_plan",
    "check_slot",
    "check_staff",
    "compare_versions",
    "counts",
    "covered_minutes",
    "grades_of",
    "judged_on",
    "lacking_vetting",
    "missing_of",
    "stages_of",
]


def check_plan(facts: PlanFacts, policies: PlanPolicies, *, today: date) -> list[Finding]:
    """All findings about a plan, the strictest first. It is judged by the rules of `today`."""
    findings = [
        *check_parts(facts, policies),
        *check_schedule(facts, policies),
        *check_content(facts, policies),
        *check_people(facts, policies, today),
        *check_fee(facts, policies.fee),
    ]
    return sorted(findings, key=lambda finding: -finding.severity.strictness)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that keep a plan from being submitted or approved."""
    return [finding for finding in findings if finding.blocks]
