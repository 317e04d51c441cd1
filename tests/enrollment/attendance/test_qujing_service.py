"""A term of service in 麒麟区 under 曲靖's draft: holidays, agreements, a provider that is ended or blacklisted by its city."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models.user import Membership, User
from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.errors import RuleViolation
from bureaus.terms import services as term_services
from bureaus.tree.models import Bureau
from enrollment.attendance.models import Session
from providers.register.models import Provider
from schools.plans.models import Activity
from tests import factories
from tests.desk import Desk, give_consent, open_desk
from tests.world import PASSWORD, County

TWO_DAYS = 2 * 24 * 3600


@pytest.fixture
def desk(qilin) -> Desk:
    give_consent(qilin)
    return open_desk(qilin, qilin.approved_plan())


@pytest.fixture
def provider(desk) -> Provider:
    """It serves 科学实验; 甲 goes there."""
    provider = factories.shortlisted_provider(desk.county)
    Activity.objects.of(desk.county.bureau.pk).filter(plan=desk.round.plan_id, name="科学实验").update(
        provider=provider
    )
    desk.agreed("课业辅导", "科学实验")
    desk.plan_sessions()
    return provider


@pytest.fixture
def city(qilin) -> Client:
    """The officer of 曲靖市, signed in at the city's own pages."""
    bureau = Bureau.objects.get(code="530300")
    user = User.objects.create_user("530300-officer", password=PASSWORD, name="市局股室示例")
    with bureau_scope(bureau.pk):
        Membership.objects.of(bureau.pk).create(user=user, role="officer")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def ahead(desk: Desk, name: str = "科学实验"):
    rows = Session.objects.of(desk.county.bureau.pk).filter(activity__name=name)
    return rows.filter(day__gt=timezone.localdate())


def states(desk: Desk, name: str = "科学实验") -> set[str]:
    return set(ahead(desk, name).values_list("status", flat=True))


def shortlist(county: County) -> str:
    return Client().get(county.url("providers:list_shortlist")).text


@pytest.mark.req("D-09/holidays")
def test_no_session_is_planned_on_a_holiday(desk):
    term_services.seed_holidays([2021, 2022])
    desk.agreed("课业辅导")
    desk.plan_sessions()
    days = {f"{day:%m-%d}" for day in ahead(desk, "课业辅导").values_list("day", flat=True)}
    assert {"09-17", "09-18", "09-22", "09-30", "10-08"} <= days, "a make-up Saturday is a school day"
    assert days.isdisjoint({"09-19", "09-20", "09-21", *(f"10-{n:02}" for n in range(1, 8)), "09-11", "09-12"})


@pytest.mark.req("D-33/agreement")
def test_without_its_agreement_a_child_is_not_called_and_with_it_the_text_is_kept(desk, clock):
    agreed, accepted = desk.agreed("科学实验", n=0), desk.accept(desk.apply("科学实验", n=1))
    desk.plan_sessions()
    clock.shift(TWO_DAYS)
    county, session = desk.county, desk.session()
    url = county.url("enrollment:take_roll", pk=session.pk)
    page = county.client("teacher").get(url).text
    assert county.students[0].name in page and county.students[1].name not in page
    marks = {f"mark-{agreed.student_id}": "present", f"mark-{accepted.student_id}": "present"}
    county.client("teacher").post(url, marks)
    assert list(session.attendances.values_list("student_id", flat=True)) == [agreed.student_id]
    agreement = agreed.agreement
    assert county.students[0].name in agreement.text and agreement.accepted_by == county.guardians[0]
    assert len(agreement.sha256) == 64


@pytest.mark.req("D-35/at_once")
def test_a_provider_whose_qualification_is_ended_serves_no_more(desk, provider):
    county = desk.county
    assert states(desk) == {"planned"} and provider.name in shortlist(county)
    url = county.url("providers:remove_provider", pk=provider.pk)
    county.client("approver").post(url, {"reason": " "})
    assert states(desk) == {"planned"}
    county.client("approver").post(url, {"reason": "提供虚假资质"})
    assert states(desk) == {"cancelled"} and states(desk, "课业辅导") == {"planned"}
    assert provider.name not in shortlist(county)
    with pytest.raises(RuleViolation, match="已被取消资格"):
        desk.apply("课业辅导", "科学实验", n=1)
    assert desk.apply("课业辅导", n=1).pk


@pytest.mark.req("D-36/running", "D-36/whole_city")
def test_what_a_blacklisted_provider_serves_in_a_county_of_the_city_ends(
    desk, provider, city, django_capture_on_commit_callbacks
):
    """The page of the city, then the job of the county: nobody in the county has to do anything."""
    form = {"name": provider.name, "credit_code": provider.credit_code, "reason": "提供虚假资质"}
    assert states(desk) == {"planned"} and provider.name in shortlist(desk.county)
    with django_capture_on_commit_callbacks(execute=True):
        assert city.post("/530300/providers/blacklist/new/", form).status_code == 302
    provider.refresh_from_db()
    assert provider.status == "blacklisted" and provider.name not in shortlist(desk.county)
    assert provider.name in Client().get(desk.county.url("providers:list_blacklist")).text
    assert states(desk) == {"cancelled"} and states(desk, "课业辅导") == {"planned"}
    with pytest.raises(RuleViolation, match="已被列入黑名单"):
        desk.apply("课业辅导", "科学实验", n=1)
    assert desk.apply("课业辅导", n=1).pk
