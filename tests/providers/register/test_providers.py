"""第三方机构: registered, shortlisted in public, suspended, removed, blacklisted for the whole prefecture."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models.user import Membership, User
from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.errors import RuleViolation
from audit.models import Entry
from audit.roles import Role
from bureaus.policies import services as policy_services
from bureaus.tree.models import Bureau
from providers.register import rules, services
from providers.register.models import BlacklistEntry, Provider, ShortlistItem
from tests.credit_codes import CREDIT_CODE, credit_code
from tests.desk import MONDAY
from tests.world import PASSWORD

FORM = {"name": "示例篮球俱乐部", "credit_code": CREDIT_CODE, "services": "篮球", "license_expires_on": "2099-12-31"}


@pytest.fixture
def linhe(world):
    policy_services.adopt_policy_pack(pack_code="bayannur_2021", by=world.linhe.actor(Role.OFFICER))
    return world.linhe


@pytest.fixture
def provider(linhe) -> Provider:
    return Provider.objects.of(linhe.bureau.pk).create(name="示例篮球俱乐部", credit_code=CREDIT_CODE, services="篮球")


def send(county, name, role=Role.OFFICER, data=None, **kwargs):
    return county.client(role).post(county.url(f"providers:{name}", **kwargs), data or {}, follow=True)


class TestRegister:
    def test_registered(self, linhe):
        send(linhe, "register_provider", data=FORM)
        provider = Provider.objects.of(linhe.bureau.pk).get()
        assert provider.status == "registered" and Entry.objects.about(provider).get().action == "provider.register"

    def test_a_school_may_not(self, linhe):
        assert send(linhe, "register_provider", Role.SCHOOL_ADMIN, FORM).status_code == 403

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            pytest.param({"credit_code": CREDIT_CODE[:-1] + "A"}, "校验码不对", id="GB 32100 check digit"),
            pytest.param({"credit_code": "123"}, "应为 18 位", id="GB 32100 length"),
            pytest.param({"is_academic": "on"}, "学科类机构不得参与", id="巴彦淖尔 四(三)3"),
        ],
    )
    @pytest.mark.req("C-31/non_academic", "C-32/entry")
    def test_refused(self, linhe, change, words):
        page = send(linhe, "register_provider", data=FORM | change).text
        assert words in page and "示例篮球俱乐部" in page
        assert not Provider.objects.of(linhe.bureau.pk).exists()

    def test_not_twice(self, linhe, provider):
        assert "已经登记" in send(linhe, "register_provider", data=FORM).text

    def test_another_county_does_not_see_it(self, linhe, provider, world):
        url = world.anxi.url("providers:show_provider", pk=provider.pk)
        assert world.anxi.client(Role.OFFICER).get(url).status_code == 404
        page = world.anxi.client(Role.OFFICER).get(world.anxi.url("providers:list_providers")).text
        assert "示例篮球" not in page


class TestShortlist:
    @pytest.mark.req("C-31/published")
    def test_published_with_items_and_prices(self, linhe, provider):
        send(linhe, "shortlist_provider", data={"items": "篮球 80\n花样跳绳 60.5"}, pk=provider.pk)
        provider.refresh_from_db()
        assert provider.status == "shortlisted" and ShortlistItem.objects.of(linhe.bureau.pk).count() == 2
        page = Client().get(linhe.url("providers:list_shortlist")).text
        assert "示例篮球俱乐部" in page and "花样跳绳" in page and "60.50" in page

    @pytest.mark.parametrize("items", ["篮球", "80", "篮球 八十", "篮球 -1", "篮球 80\n篮球 90"])
    def test_a_line_that_is_no_item_is_named(self, linhe, provider, items):
        page = send(linhe, "shortlist_provider", data={"items": items}, pk=provider.pk).text
        assert "第 " in page and "行" in page
        provider.refresh_from_db()
        assert provider.status == "registered"

    @pytest.mark.req("C-32/entry")
    @pytest.mark.parametrize(("expires_on", "listed"), [(date(2021, 9, 5), False), (date(2021, 9, 6), True)])
    def test_only_while_its_license_holds(self, linhe, provider, expires_on, listed, time_machine):
        time_machine.move_to(MONDAY, tick=False)
        provider.license_expires_on = expires_on
        provider.save(update_fields=["license_expires_on"])
        page = send(linhe, "shortlist_provider", data={"items": "篮球 80"}, pk=provider.pk).text
        assert ("办学许可已于 2021-09-05 到期，不能列入" in page) is not listed
        provider.refresh_from_db()
        assert (provider.status == "shortlisted") is listed
        assert ("示例篮球俱乐部" in Client().get(linhe.url("providers:list_shortlist")).text) is listed

    def test_wrong_role_and_wrong_county(self, linhe, provider, world):
        assert send(linhe, "shortlist_provider", Role.FINANCE, {"items": "篮球 80"}, pk=provider.pk).status_code == 403
        assert send(world.anxi, "shortlist_provider", data={"items": "篮球 80"}, pk=provider.pk).status_code == 404

    @pytest.mark.req("C-33/ends")
    def test_suspended_and_removed_with_a_reason(self, linhe, provider):
        send(linhe, "shortlist_provider", data={"items": "篮球 80"}, pk=provider.pk)
        assert "请写明理由" in send(linhe, "suspend_provider", data={"reason": ""}, pk=provider.pk).text
        send(linhe, "suspend_provider", data={"reason": "在校招揽生源"}, pk=provider.pk)
        assert "示例篮球俱乐部" not in Client().get(linhe.url("providers:list_shortlist")).text
        send(linhe, "remove_provider", data={"reason": "屡次不改"}, pk=provider.pk)
        provider.refresh_from_db()
        assert provider.status == "removed"
        assert Entry.objects.about(provider).first().reason == "屡次不改"

    def test_from_removed_there_is_no_way_to_suspended(self, linhe, provider):
        send(linhe, "remove_provider", data={"reason": "虚假资质"}, pk=provider.pk)
        page = send(linhe, "suspend_provider", data={"reason": "x"}, pk=provider.pk).text
        assert "不能变为“暂停”" in page


class TestBlacklist:
    @pytest.fixture
    def city(self, linhe):
        """The officer of 巴彦淖尔市, signed in at the city's own pages."""
        bureau = Bureau.objects.get(code="150800")
        user = User.objects.create_user("150800-officer", password=PASSWORD, name="市局股室示例")
        with bureau_scope(bureau.pk):
            Membership.objects.of(bureau.pk).create(user=user, role=Role.OFFICER)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def blacklist(self, client):
        data = {"name": "示例机构", "credit_code": CREDIT_CODE, "reason": "提供虚假资质", "proposed_by_code": "150802"}
        return client.post("/150800/providers/blacklist/new/", data, follow=True)

    def test_six_years_in_the_whole_prefecture_then_it_ends_by_itself(self, linhe, city):
        with time_machine.travel("2026-11-22 10:00+08:00", tick=False):
            assert "至 2032-11-22 自动期满" in self.blacklist(city).text
            assert "示例机构" in Client().get(linhe.url("providers:list_blacklist")).text
            page = send(linhe, "register_provider", data=FORM).text
            assert "这家机构在黑名单上，2032-11-22 前不得在本地开展课后服务" in page
        with time_machine.travel("2032-11-22 10:00+08:00", tick=False):
            assert "示例机构" not in Client().get(linhe.url("providers:list_blacklist")).text
            services.require_not_blacklisted(CREDIT_CODE, linhe.bureau.pk, on=date(2032, 11, 22))

    def test_the_neighbor_prefecture_is_not_bound(self, linhe, city, world):
        self.blacklist(city)
        assert "示例机构" not in Client().get(world.anxi.url("providers:list_blacklist")).text

    def test_a_county_sends_it_to_the_city(self, linhe):
        data = {"name": "示例机构", "credit_code": CREDIT_CODE, "reason": "虚假资质"}
        page = send(linhe, "blacklist_provider", data=data).text
        assert "应由市教育局列入" in page and "虚假资质" in page

    def test_a_school_may_not(self, linhe):
        assert send(linhe, "blacklist_provider", Role.PRINCIPAL).status_code == 403

    @pytest.mark.req("C-32/entry")
    def test_a_shortlisted_one_cannot_come_back(self, linhe, city, provider):
        self.blacklist(city)
        page = send(linhe, "shortlist_provider", data={"items": "篮球 80"}, pk=provider.pk).text
        assert "在黑名单上" in page

    @pytest.mark.parametrize(
        ("starts_on", "ends_on"),
        [(date(2026, 11, 22), date(2032, 11, 22)), (date(2024, 2, 29), date(2030, 3, 1))],
    )
    def test_the_end_of_six_years(self, starts_on, ends_on):
        assert rules.blacklist_end(starts_on, 6) == ends_on

    def test_without_years_nobody_is_listed(self):
        with pytest.raises(RuleViolation, match="没有写明黑名单年限"):
            rules.blacklist_end(date(2026, 1, 1), None)


def test_two_providers_cost_what_thirty_cost(linhe, provider):
    def queries() -> int:
        client = linhe.client(Role.OFFICER)
        with CaptureQueriesContext(connection) as seen:
            client.get(linhe.url("providers:list_providers"))
        return len(seen)

    queries()
    few = queries()
    for n in range(2, 31):
        Provider.objects.of(linhe.bureau.pk).create(name=f"机构{n}", credit_code=credit_code(n))
    assert queries() == few
    assert BlacklistEntry.objects.visible_to(linhe.actor(Role.OFFICER)).count() == 0
