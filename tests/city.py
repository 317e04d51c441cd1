"""The city above 临河区: what only a prefecture does."""

from __future__ import annotations

from afterschool.tenancy.scopes import bureau_scope
from audit.actors import Actor, ActorKind
from audit.roles import Role
from bureaus.tree.models import Bureau
from providers.register import services as provider_services
from providers.register.models import BlacklistEntry
from tests.credit_codes import CREDIT_CODE


def city_of(county: Bureau) -> Bureau:
    return Bureau.objects.get(pk=county.parent_id)


def city_officer(county: Bureau) -> Actor:
    city = city_of(county)
    return Actor(ActorKind.STAFF, city.pk, city.code, "市局股室示例", role=Role.OFFICER, level="bureau")


def blacklist(county: Bureau, *, name: str = "示例机构", credit_code: str = CREDIT_CODE) -> BlacklistEntry:
    """The city bars the institution. The county's own row follows by a job, after the commit."""
    by = city_officer(county)
    with bureau_scope(by.bureau_id):
        return provider_services.blacklist_provider(credit_code=credit_code, name=name, reason="提供虚假资质", by=by)
