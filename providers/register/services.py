"""Institutions: registered, shortlisted with items and prices, suspended, removed, blacklisted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation, require
from afterschool.values.identity import check_credit_code
from audit import jobs
from audit.actors import Actor
from audit.workflow import move, record
from bureaus.policies import policies
from bureaus.policies.kinds import BlacklistScope, ProviderRules
from bureaus.tree import reports as directory
from bureaus.tree.models import Bureau
from providers.register import permissions, reports, rules
from providers.register.models import BlacklistEntry, Provider, ShortlistItem

LEVELS = {
    BlacklistScope.COUNTY: Bureau.Level.COUNTY,
    BlacklistScope.PREFECTURE: Bureau.Level.PREFECTURE,
    BlacklistScope.PROVINCE: Bureau.Level.PROVINCE,
}


@transaction.atomic
def register_provider(
    *,
    credit_code: str,
    name: str,
    services: str,
    by: Actor,
    is_academic: bool = False,
    license_expires_on: date | None = None,
) -> Provider:
    """登记机构. Raises RuleViolation for a wrong or known credit code, an academic or a blacklisted institution."""
    require(permissions.can_register_provider(by))
    code, today = check_credit_code(credit_code), timezone.localdate()
    limits = _rules(by.bureau_id, today)
    if is_academic:
        raise RuleViolation(
            "学科类机构不得参与校内课后服务。", clause=limits.clause_for("non_academic_only"), field="is_academic"
        )
    require_not_blacklisted(code, by.bureau_id, on=today)
    if Provider.objects.of(by.bureau_id).filter(credit_code=code).exists():
        raise RuleViolation("这个统一社会信用代码已经登记。", field="credit_code")
    values = {"name": name, "services": services, "license_expires_on": license_expires_on}
    provider = Provider.objects.of(by.bureau_id).create(credit_code=code, **values)
    record("provider.register", provider, by=by, credit_code=code)
    return provider


@transaction.atomic
def shortlist_provider(*, provider: Provider, items: list[tuple[str, Decimal]], by: Actor) -> Provider:
    """列入备选清单, with its services and price ceilings; the list is public from now on."""
    provider = _locked(provider)
    require(permissions.can_shortlist_provider(by, provider))
    today = timezone.localdate()
    limits = _rules(by.bureau_id, today)
    if not items:
        raise RuleViolation("请至少写一个服务项目和它的引进费用标准。", clause=limits.clause_for("shortlist_published"))
    require_not_blacklisted(provider.credit_code, provider.bureau_id, on=today)
    if provider.license_expires_on and provider.license_expires_on < today:
        raise RuleViolation(f"办学许可已于 {provider.license_expires_on} 到期，不能列入。", clause=_entry(limits))
    ShortlistItem.objects.of(provider.bureau_id).filter(provider=provider).delete()
    for service, price in items:
        ShortlistItem.objects.of(provider.bureau_id).create(provider=provider, service=service, price=price)
    listed = {service: str(price) for service, price in items}
    if provider.status == Provider.Status.SHORTLISTED:
        record("provider.edit_shortlist", provider, by=by, items=str(listed))
    else:
        clause = limits.clause_for("selection_level")
        move(provider, Provider.Status.SHORTLISTED, by=by, action="provider.shortlist", clause=clause, out_since=None)
    return provider


@transaction.atomic
def suspend_provider(*, provider: Provider, reason: str, by: Actor) -> Provider:
    """暂停. Off the shortlist until it is listed again; what it serves in running plans rests from tomorrow on."""
    return _take_off(provider, Provider.Status.SUSPENDED, "provider.suspend", reason, by)


@transaction.atomic
def remove_provider(*, provider: Provider, reason: str, by: Actor) -> Provider:
    """取消资格, with the reason. What it serves in running plans ends today."""
    return _take_off(provider, Provider.Status.REMOVED, "provider.remove", reason, by)


def _take_off(provider: Provider, status: str, action: str, reason: str, by: Actor) -> Provider:
    provider = _locked(provider)
    require(permissions.can_shortlist_provider(by, provider))
    clause = _rules(by.bureau_id, timezone.localdate()).clause_for("termination_grounds")
    if not reason.strip():
        raise RuleViolation("请写明理由，机构有权知道。", clause=clause, field="reason")
    out_since = provider.out_since or timezone.localdate()
    move(provider, status, by=by, action=action, reason=reason, clause=clause, out_since=out_since)
    return provider


@transaction.atomic
def blacklist_provider(
    *, credit_code: str, name: str, reason: str, by: Actor, proposed_by_code: str = "", starts_on: date | None = None
) -> BlacklistEntry:
    """列入黑名单, for the years and in the area that policy says; it ends by itself.

    The bureau follows its blacklist at once, each bureau below by a job of its own. Raises RuleViolation where the bureau
    stands at another level than the one at which the blacklist holds.
    """
    require(permissions.can_blacklist_provider(by))
    code, on = check_credit_code(credit_code), starts_on or timezone.localdate()
    limits = _rules(by.bureau_id, on)
    clause = limits.clause_for("blacklist_years")
    scope = limits.blacklist_scope or BlacklistScope.PREFECTURE
    bureau = Bureau.objects.get(pk=by.bureau_id)
    if bureau.level != LEVELS[scope]:
        level = Bureau.Level(LEVELS[scope]).label
        raise RuleViolation(f"黑名单在全{level}有效，应由{level}教育局列入；请把情况报给{level}教育局。", clause=clause)
    if not reason.strip():
        raise RuleViolation("请写明列入原因。", field="reason", clause=clause)
    require_not_blacklisted(code, by.bureau_id, on=on)
    entry = BlacklistEntry(
        bureau=bureau,
        credit_code=code,
        name=name,
        reason=reason,
        proposed_by_code=proposed_by_code or bureau.code,
        starts_on=on,
        ends_on=rules.blacklist_end(on, limits.blacklist_years),
        clause=str(clause or ""),
    )
    entry.save()
    record("provider.blacklist", entry, by=by, reason=reason, clause=clause, ends_on=entry.ends_on)
    follow_blacklist(bureau_id=bureau.pk, by=by)
    jobs.order_in_each(
        "follow_blacklist", directory.descendant_ids_of(bureau.pk), key=f"entry:{entry.pk}", on=on.isoformat()
    )
    return entry


@transaction.atomic
def follow_blacklist(*, bureau_id: int, by: Actor) -> None:
    """执行黑名单. Marks the bureau's own institutions that a blacklist keeps out today, and frees those it no longer does.

    Safe to repeat: what is marked already stays. The reason is that of the entry, whoever made it.
    """
    today = timezone.localdate()
    entries = reports.blacklist_of(bureau_id, on=today)
    providers = Provider.objects.of(bureau_id).locked()
    outside = providers.exclude(status=Provider.Status.BLACKLISTED).filter(credit_code__in=entries)
    for provider in outside.order_by("pk"):
        _mark_blacklisted(provider, entries[provider.credit_code], today, by)
    for provider in providers.filter(status=Provider.Status.BLACKLISTED).exclude(credit_code__in=entries):
        move(provider, Provider.Status.REGISTERED, by=by, action="provider.end_blacklist", out_since=None)


def _mark_blacklisted(provider: Provider, entry: BlacklistEntry, today: date, by: Actor) -> None:
    move(
        provider,
        Provider.Status.BLACKLISTED,
        by=by,
        action="provider.follow_blacklist",
        reason=f"{entry.bureau}列入黑名单，{entry.ends_on} 期满：{entry.reason}",
        out_since=provider.out_since or today,
    )


def require_not_blacklisted(credit_code: str, bureau_id: int, *, on: date) -> None:
    """Raises RuleViolation where the institution is on a blacklist that holds in this bureau on this day."""
    until = reports.blacklisted_until(bureau_id, [credit_code], on=on).get(credit_code)
    if until is not None:
        clause = _rules(bureau_id, on).clause_for("blacklist_years")
        raise RuleViolation(f"这家机构在黑名单上，{until} 前不得在本地开展课后服务。", clause=clause)


def _rules(bureau_id: int, on: date) -> ProviderRules:
    return policies.current(bureau_id, ProviderRules, on=on)


def _entry(limits: ProviderRules) -> Clause | None:
    return limits.clause_for("mechanisms", "entry_review")


def _locked(provider: Provider) -> Provider:
    return Provider.objects.of(provider.bureau_id).locked().get(pk=provider.pk)
