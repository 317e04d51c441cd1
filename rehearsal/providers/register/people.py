"""The bureau registers institutions and lists them with prices; some are suspended, one the prefecture keeps out for years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from decimal import Decimal
from functools import partial

from stdnum.cn.uscc import calc_check_digit

from afterschool.tenancy.scopes import bureau_scope
from audit.actors import Actor
from audit.roles import Role
from bureaus.policies import policies
from bureaus.policies.kinds import BlacklistScope, ProviderRules
from providers.register import services as provider_services
from providers.register.models import BlacklistEntry, Provider
from rehearsal.acts import Act, Post
from rehearsal.county import County, actor_at

Status = Provider.Status
NAMES = ("示例青少年宫", "示例文体活动中心", "示例科普服务社", "示例社区工作站")
ITEMS = [("合唱", Decimal("80.00")), ("篮球", Decimal("75.50"))]
REASON = "未按约定提供服务（示例）"


def credit_code(county: County, serial: int) -> str:
    """One that checks, of no real institution."""
    body = f"52{county.code}00000{serial:04d}"
    return body + str(calc_check_digit(body))


def acts(county: County) -> Iterator[Act]:
    officer, approver = county.staff(Role.OFFICER), county.staff(Role.APPROVER)
    if officer is None or approver is None or county.day < 1:
        return
    providers = list(Provider.objects.of(county.pk).order_by("pk"))
    yield from _register(county, officer, providers)
    for provider in providers:
        yield from _look_after(county, provider, county.dice.choice([officer, approver]))
    yield from _blacklist(county, officer, providers)


def _register(county: County, officer: Actor, providers: list[Provider]) -> Iterator[Act]:
    if not providers:
        for n, name in enumerate(NAMES):
            expires = county.today + timedelta(days=-1 if n == 3 else 400 * (n + 1))
            yield _registration(officer, time(9, n * 5), credit_code(county, n + 1), name, expires, twice=n == 0)
        yield _registration(
            officer, time(10, 0), credit_code(county, 1)[:-1] + "I", "示例错码机构", None, "provider.wrong_code"
        )
        wrong = partial(
            provider_services.register_provider,
            credit_code=credit_code(county, 9), name="示例学科培训学校", services="数学", is_academic=True, by=officer,
        )  # fmt: skip
        yield Act(at=time(10, 5), name="provider.academic", by=officer, do=wrong, wrong=True)
    elif county.chance(0.01):
        again = providers[0]
        yield _registration(
            officer, county.moment(9, 12), again.credit_code, again.name, None, "provider.register_again"
        )


def _registration(officer, at, code, name, expires, wrong_as: str = "", *, twice: bool = False) -> Act:
    values = {"credit_code": code, "name": name, "services": "艺术、体育", "license_expires_on": expires}
    register = partial(provider_services.register_provider, by=officer, **values)
    data = {key: value for key, value in values.items() if value is not None}
    post = Post(route="providers:register_provider", data=data)
    name = wrong_as or "provider.register"
    return Act(at=at, name=name, by=officer, do=register, post=post, wrong=bool(wrong_as), twice=twice)


def _look_after(county: County, provider: Provider, by: Actor) -> Iterator[Act]:
    expired = provider.license_expires_on is not None and provider.license_expires_on < county.today
    if provider.status == Status.REGISTERED and (not expired or county.chance(0.05)):
        yield _list(
            county, provider, by, name="provider.shortlist_expired" if expired else "provider.shortlist", wrong=expired
        )
    elif provider.status == Status.SHORTLISTED and county.day > 15:
        if county.chance(0.004):
            yield _take_off(county, provider, by, "suspend", provider_services.suspend_provider)
        elif county.chance(0.002):
            yield _take_off(county, provider, by, "remove", provider_services.remove_provider)
        elif county.chance(0.01):
            yield _list(county, provider, by, name="provider.edit_shortlist", items=[("合唱", Decimal("85.00"))])
    elif provider.status in (Status.SUSPENDED, Status.REMOVED) and county.chance(0.04):
        yield _list(county, provider, by, name="provider.shortlist_again", wrong=expired)
    elif provider.status == Status.BLACKLISTED and county.chance(0.02):
        yield _list(county, provider, by, name="provider.shortlist_blacklisted", wrong=True)


def _list(
    county: County, provider: Provider, by: Actor, *, name: str, wrong: bool = False, items: list[tuple[str, Decimal]] = ITEMS
) -> Act:  # fmt: skip
    enlist = partial(provider_services.shortlist_provider, provider=provider, items=items, by=by)
    lines = "\n".join(f"{service} {price}" for service, price in items)
    post = Post(route="providers:shortlist_provider", kwargs={"pk": provider.pk}, data={"items": lines})
    return Act(at=county.moment(9, 12), name=name, by=by, do=enlist, post=post, wrong=wrong)


def _take_off(county: County, provider: Provider, by: Actor, verb: str, service) -> Act:
    post = Post(route=f"providers:{verb}_provider", kwargs={"pk": provider.pk}, data={"reason": REASON})
    take_off = partial(service, provider=provider, reason=REASON, by=by)
    return Act(
        at=county.moment(9, 12), name=f"provider.{verb}", by=by, do=take_off, post=post, twice=county.chance(0.3)
    )


def _blacklist(county: County, officer: Actor, providers: list[Provider]) -> Iterator[Act]:
    """The prefecture does it, by the county's proposal; the county that does it itself is refused."""
    scope = policies.current(county.pk, ProviderRules, on=county.today).blacklist_scope or BlacklistScope.PREFECTURE
    listed = [provider for provider in providers if provider.status in (Status.SHORTLISTED, Status.SUSPENDED)]
    if scope is not BlacklistScope.PREFECTURE or not listed or county.day < 18:
        return
    if county.chance(0.01):
        yield _entry(county, listed[0], officer, name="provider.blacklist_itself", wrong=True)
    with bureau_scope(county.above.pk):
        above = actor_at(county.above, Role.APPROVER)
        entries = BlacklistEntry.objects.of(county.above.pk).count()
    if above is not None and entries < 1 and county.chance(0.03):
        yield _entry(county, listed[0], above, name="provider.blacklist")


def _entry(county: County, provider: Provider, by: Actor, *, name: str, wrong: bool = False) -> Act:
    values = {
        "credit_code": provider.credit_code, "name": provider.name, "reason": REASON, "proposed_by_code": county.code,
    }  # fmt: skip
    blacklist = partial(provider_services.blacklist_provider, by=by, **values)
    post = Post(route="providers:blacklist_provider", data=values)
    return Act(
        at=county.moment(9, 12), name=name, by=by, do=blacklist, post=post, wrong=wrong, twice=county.chance(0.3)
    )
