"""/api/v1/<bureau>/indicators/: each figure with numerator, denominator, target, clause and the way to its rows."""

from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.actors import Actor
from audit.roles import Role
from bureaus.policies import services as policy_services
from enrollment.attendance.models import Session
from rectification.indicators import services

DAY = date(2021, 9, 20)  # the clock of this folder's conftest


@pytest.fixture
def linhe(world):
    """The first school offers and holds, the second offers on paper only; counted on two days."""
    county = world.linhe
    policy_services.adopt_policy_pack(pack_code="bayannur_2021", by=county.actor(Role.OFFICER))
    plan = county.approved_plan()
    county.approved_plan(school=county.other_school)
    for activity in plan.activities.all():
        Session.objects.of(county.bureau.pk).create(
            status="held", school=plan.school, term=plan.term, activity=activity, day=date(2021, 9, 15),
            starts_at=time(17), ends_at=time(18), teacher=activity.teacher, present_count=1,
        )  # fmt: skip
    count(county)
    return county


def count(county, reason: str = "nightly") -> None:
    services.take_snapshots(county.bureau.pk, on=DAY, reason=reason, by=Actor.system(county.bureau.pk))


def get(county, path="indicators/", role=Role.OFFICER, client=None, **query):
    return (client or county.client(role)).get(f"/api/v1/{county.code}/{path}", query)


def test_a_share_comes_with_all_it_is_made_of(linhe):
    [figure] = get(linhe, code="school_coverage").json()["results"]
    assert figure["declared"] == {"numerator": 2, "denominator": 2, "percent": "100.00"}
    assert figure["verified"] == {"numerator": 1, "denominator": 2, "percent": "50.00"}
    assert figure["target"]["percent"] == "100.00" and figure["target"]["clause"].startswith("《")
    assert figure["as_of"] == "2021-09-20"
    assert figure["rows"].endswith(f"/api/v1/{linhe.code}/indicators/school_coverage/?on=2021-09-20")


def test_the_link_leads_to_the_schools_behind_it(linhe):
    client = linhe.client(Role.OFFICER)
    [figure] = get(linhe, client=client, code="school_coverage").json()["results"]
    rows = client.get(figure["rows"]).json()["schools"]
    assert [(row["name"], row["declared"], row["verified"]) for row in rows] == [
        (linhe.school.name, 1, 1),
        (linhe.other_school.name, 1, 0),
    ]


def test_where_no_document_sets_a_target_there_is_none(linhe):
    [figure] = get(linhe, code="pupil_participation").json()["results"]
    assert figure["target"] is None and figure["verified"]["denominator"] == 3


def test_only_the_newest_of_each(linhe):
    count(linhe, reason="asked")
    codes = [figure["code"] for figure in get(linhe).json()["results"]]
    assert len(codes) == len(set(codes)) == 7


def test_as_of_an_earlier_day(linhe):
    assert get(linhe, on="2021-09-19").json()["count"] == 0
    assert get(linhe, "indicators/school_coverage/", on="2021-09-19").status_code == 404


@pytest.mark.parametrize("role", [Role.SCHOOL_ADMIN, Role.PROVIDER_AGENT, "guardian"])
def test_only_who_may_open_the_dashboard(linhe, role):
    assert get(linhe, role=role).status_code == 403


def test_nobody_without_signing_in(linhe):
    answer = get(linhe, client=Client())
    assert answer.status_code == 401 and answer.json()["detail"]


def test_another_county_sees_none_of_it(linhe, world):
    assert get(linhe, client=world.anxi.client(Role.OFFICER)).status_code == 404
    assert get(world.anxi).json()["count"] == 0
    assert get(world.anxi, "indicators/school_coverage/").status_code == 404


def test_many_snapshots_cost_what_few_cost(linhe):
    def queries() -> int:
        client = linhe.client(Role.OFFICER)
        with CaptureQueriesContext(connection) as seen:
            assert get(linhe, client=client).status_code == 200
        return len(seen)

    queries()
    few = queries()
    for _ in range(3):
        count(linhe, reason="asked")
    assert queries() == few
