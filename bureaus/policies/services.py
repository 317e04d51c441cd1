"""Adopting, adding and editing policies. A rule is never overwritten: the old row ends, a new one begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation, require
from audit.actors import Actor
from audit.workflow import record
from bureaus.policies import packs, permissions, policies, rules
from bureaus.policies.kinds import KINDS
from bureaus.policies.models import Policy
from bureaus.policies.rules import Difference
from bureaus.policies.values import BadPolicyValue, PolicyValue, Severity, Statement, write_value
from bureaus.tree import reports as directory
from bureaus.tree.models import Bureau


@dataclass(frozen=True)
class Adoption:
    """What adopting a pack would change, kind by kind, on a day."""

    pack: packs.PolicyPack
    on: date
    is_adopted: bool
    differences: tuple[Difference, ...]


def preview_adoption(*, bureau_id: int, pack_code: str, on: date | None = None) -> Adoption:
    """The differences that adopting the pack would make. Writes nothing."""
    pack = _pack(bureau_id, pack_code)
    day = on or timezone.localdate()
    adopted = _is_adopted(bureau_id, pack)
    differences: list[Difference] = []
    for kind in () if adopted else _kinds(pack):
        before = policies.find(bureau_id, kind, on=day) or kind()
        differences += rules.differences(
            kind, before, _merged_with(bureau_id, kind, _statements(pack, bureau_id, kind, day), day)
        )
    return Adoption(pack, day, adopted, tuple(differences))


@transaction.atomic
def adopt_policy_pack(*, pack_code: str, by: Actor) -> int:
    """采用政策包. Writes one row per statement of the pack, with its own dates and clause. Returns how many.

    Raises RuleViolation for an unknown pack, one of another place, one adopted already, or one that contradicts what
    holds in the bureau.
    """
    require(permissions.can_adopt_policy_pack(by))
    bureau_id = by.bureau_id
    pack = _pack(bureau_id, pack_code)
    Bureau.objects.select_for_update().get(pk=bureau_id)  # two who adopt at once wait for each other
    if _is_adopted(bureau_id, pack):
        raise RuleViolation(f"“{pack.title}”已经采用。", clause=policies.POLICIES)
    today = timezone.localdate()
    for kind in _kinds(pack):
        _merged_with(bureau_id, kind, _statements(pack, bureau_id, kind, today), today)
    rows = Policy.objects.of(bureau_id).bulk_create([_row(bureau_id, pack, statement) for statement in pack.statements])
    policies.forget()
    record("policy.adopt", rows[0], by=by, pack=pack.code, title=pack.title, count=len(rows))
    return len(rows)


@transaction.atomic
def add_policy(
    *,
    kind: str,
    value: Mapping[str, Any],
    severity: str,
    clause: Clause,
    effective_from: date,
    summary: str = "",
    by: Actor,
) -> Policy:
    """新增政策. A rule of the bureau that no pack holds. `value` is plain data of part of the kind's fields."""
    require(permissions.can_edit_policy(by))
    _check_value(by.bureau_id, KINDS[kind], value, severity, clause, effective_from)
    policy = Policy.objects.of(by.bureau_id).create(
        kind=kind,
        value=_plain(KINDS[kind], value),
        severity=severity,
        summary=summary,
        effective_from=effective_from,
        source_title=clause.title,
        source_number=clause.number,
        source_article=clause.article,
    )
    record("policy.add", policy, by=by, value=str(policy.value), effective_from=effective_from)
    return policy


@transaction.atomic
def edit_policy(
    *,
    policy: Policy,
    value: Mapping[str, Any],
    severity: str,
    clause: Clause,
    effective_from: date,
    summary: str = "",
    by: Actor,
) -> Policy:
    """修改政策. The row ends the day before `effective_from`; a new one with the new value begins that day.

    Raises RuleViolation naming the key for a bad value, and for a date not after the row's own beginning or after its
    end. Raises Forbidden for a superior's rule.
    """
    require(permissions.can_edit_policy(by, policy))
    policy = Policy.objects.of(by.bureau_id).locked().get(pk=policy.pk)
    _check_dates(policy, effective_from)
    kind = policy.kind_class
    _check_value(policy.bureau_id, kind, value, severity, clause, effective_from, without=policy)
    before, ends_on = policy.value, policy.effective_to
    policy.effective_to = effective_from - timedelta(days=1)
    policy.save(update_fields=["effective_to"])
    edited = Policy.objects.of(policy.bureau_id).create(
        kind=policy.kind,
        value=_plain(kind, value),
        severity=severity,
        summary=summary,
        effective_from=effective_from,
        effective_to=ends_on,
        source_title=clause.title,
        source_number=clause.number,
        source_article=clause.article,
        pack=policy.pack,
        replaces=policy,
    )
    record("policy.edit", edited, by=by, before=str(before), after=str(edited.value), effective_from=effective_from)
    return edited


# --- checks ----------------------------------------------------------------------------------------------------------


def _pack(bureau_id: int, code: str) -> packs.PolicyPack:
    adoptable = {pack.code: pack for pack in packs.adoptable_packs(directory.get(bureau_id).code)}
    if code not in adoptable:
        known = code in packs.all_packs()
        raise RuleViolation(
            "这个政策包不是为本地制定的。" if known else f"没有这个政策包：{code}。", clause=policies.POLICIES
        )
    return adoptable[code]


def _is_adopted(bureau_id: int, pack: packs.PolicyPack) -> bool:
    return Policy.objects.of(bureau_id).filter(pack=pack.code).exists()


def _kinds(pack: packs.PolicyPack) -> list[type[PolicyValue]]:
    return list(dict.fromkeys(statement.kind for statement in pack.statements))


def _statements(pack: packs.PolicyPack, bureau_id: int, kind: type[PolicyValue], on: date) -> list[Statement]:
    level = policies.level_of(bureau_id)
    statements = [statement.at(level) for statement in pack.statements if statement.kind is kind]
    return [statement for statement in statements if statement.in_force(on)]


def _merged_with(bureau_id: int, kind: type[PolicyValue], more: list[Statement], on: date) -> PolicyValue:
    """The value with further statements merged in. Raises RuleViolation where they contradict what holds."""
    try:
        return rules.merge(kind, [*policies.statements_of(bureau_id, kind, on=on), *more])
    except BadPolicyValue as bad:
        raise RuleViolation(f"与现行的“{kind.LABEL}”矛盾：{bad}。", clause=policies.POLICIES) from None


def _check_dates(policy: Policy, effective_from: date) -> None:
    if effective_from <= policy.effective_from:
        raise RuleViolation(
            f"新规定的施行日期应晚于原规定的 {policy.effective_from}。", clause=policy.clause, field="effective_from"
        )
    if policy.effective_to is not None and effective_from > policy.effective_to:
        raise RuleViolation(
            f"原规定已于 {policy.effective_to} 失效，请新增一条。", clause=policy.clause, field="effective_from"
        )


def _check_value(
    bureau_id: int,
    kind: type[PolicyValue],
    value: Mapping[str, Any],
    severity: str,
    clause: Clause,
    effective_from: date,
    without: Policy | None = None,
) -> None:
    """Refuses a value that breaks its kind's rules or contradicts the other policies of the day it begins."""
    try:
        part = kind.read_part(value)
        level = policies.level_of(bureau_id)
        statement = Statement(level, Severity(severity), clause, part, effective_from)
        others = policies.statements_of(bureau_id, kind, on=effective_from)
        rules.merge(kind, [*(s for s in others if without is None or s.policy_id != without.pk), statement])
    except BadPolicyValue as bad:
        raise RuleViolation(f"{bad}。", clause=clause, field=bad.key) from None


def _plain(kind: type[PolicyValue], value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: write_value(entry) for name, entry in kind.read_part(value).items()}


def _row(bureau_id: int, pack: packs.PolicyPack, statement: packs.PackStatement) -> Policy:
    return Policy(
        bureau_id=bureau_id,
        kind=statement.kind.KIND,
        value={name: write_value(entry) for name, entry in statement.value.items()},
        summary=statement.summary,
        severity=statement.severity,
        effective_from=statement.effective_from,
        effective_to=statement.effective_to,
        source_title=statement.clause.title,
        source_number=statement.clause.number,
        source_article=statement.clause.article,
        pack=pack.code,
    )
