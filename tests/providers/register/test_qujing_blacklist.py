"""黑名单 as 曲靖's draft wants it: entered by the city, for six years, in the whole city and nowhere else."""

import pytest
import time_machine
from django.test import Client

from accounts.models.user import Membership, User
from afterschool.tenancy.scopes import bureau_scope
from audit.roles import Role
from bureaus.tree.models import Bureau
from providers.register.models import BlacklistEntry, Provider
from tests.credit_codes import CREDIT_CODE
from tests.world import PASSWORD, build_county

FORM = {"name": "示例艺术中心", "credit_code": CREDIT_CODE, "services": "书法", "license_expires_on": "2099-12-31"}
ENTRY = {"name": "示例艺术中心", "credit_code": CREDIT_CODE, "reason": "提供虚假资质"}
FIRST_DAY, LAST_DAY, AFTER = "2021-09-06 10:00+08:00", "2027-09-05 10:00+08:00", "2027-09-06 10:00+08:00"


@pytest.fixture
def city(qilin):
    """The officer of 曲靖市, signed in at the city's own pages."""
    bureau = Bureau.objects.get(code="530300")
    user = User.objects.create_user("530300-officer", password=PASSWORD, name="市局股室示例")
    with bureau_scope(bureau.pk):
        Membership.objects.of(bureau.pk).create(user=user, role=Role.OFFICER)

    def browser() -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser


def blacklist(city) -> str:
    with time_machine.travel(FIRST_DAY, tick=False):
        return city().post("/530300/providers/blacklist/new/", ENTRY, follow=True).text


def register(county) -> str:
    return county.client(Role.OFFICER).post(county.url("providers:register_provider"), FORM, follow=True).text


def listed(county) -> bool:
    return ENTRY["name"] in Client().get(county.url("providers:list_blacklist")).text


@pytest.mark.req("D-36/prefecture")
def test_the_city_enters_and_a_county_sends_its_proposal_there(qilin, city):
    url = qilin.url("providers:blacklist_provider")
    page = qilin.client(Role.APPROVER).post(url, ENTRY, follow=True).text
    assert "黑名单在全市有效，应由市教育局列入" in page
    assert not BlacklistEntry.objects.of(qilin.bureau.pk).exists() and not listed(qilin)
    assert "至 2027-09-06 自动期满" in blacklist(city)
    with bureau_scope(qilin.bureau.parent_id):
        entry = BlacklistEntry.objects.of(qilin.bureau.parent_id).get()
        assert "三(八)1" in entry.clause


@pytest.mark.req("D-36/six_years", "D-36/registration")
@pytest.mark.parametrize(("day", "kept_out"), [(FIRST_DAY, True), (LAST_DAY, True), (AFTER, False)])
def test_it_is_kept_out_for_six_years_to_the_day(qilin, city, day, kept_out):
    blacklist(city)
    with time_machine.travel(day, tick=False):
        assert listed(qilin) is kept_out
        assert ("在黑名单上，2027-09-06 前不得在本地开展课后服务" in register(qilin)) is kept_out
    assert Provider.objects.of(qilin.bureau.pk).exists() is not kept_out


@pytest.mark.req("D-36/registration")
def test_one_that_is_registered_already_cannot_be_listed(qilin, city):
    with time_machine.travel(FIRST_DAY, tick=False):
        register(qilin)
        provider = Provider.objects.of(qilin.bureau.pk).get()
        blacklist(city)
        url = qilin.url("providers:shortlist_provider", pk=provider.pk)
        assert "在黑名单上" in qilin.client(Role.OFFICER).post(url, {"items": "书法 20"}, follow=True).text
    assert ENTRY["name"] not in Client().get(qilin.url("providers:list_shortlist")).text


@pytest.mark.req("D-36/whole_city")
@pytest.mark.parametrize(("code", "kept_out"), [("530303", True), ("130582", False)])
def test_it_holds_in_each_county_of_the_city_and_in_no_other_city(qilin, city, code, kept_out):
    other = build_county(code)
    blacklist(city)
    with time_machine.travel(FIRST_DAY, tick=False), bureau_scope(other.bureau.pk):
        assert listed(other) is kept_out
        assert ("在黑名单上" in register(other)) is kept_out
        assert Provider.objects.of(other.bureau.pk).exists() is not kept_out
