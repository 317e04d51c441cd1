"""/api/v1/: the same rows as the pages, read-only."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.roles import Role
from tests import factories


def get(county, path, role=Role.OFFICER, client=None, **query):
    return (client or county.client(role)).get(f"/api/v1/{county.code}/{path}", query)


def test_schools_of_the_bureau(linhe):
    answer = get(linhe, "schools/", area="urban").json()
    assert answer["count"] == 2
    assert answer["results"][0]["name"] == "临河区示例第一小学" and answer["results"][0]["stage_label"] == "小学"
    assert get(linhe, "schools/", area="township").json()["count"] == 0


def test_a_school_sees_itself(linhe):
    assert get(linhe, "schools/", Role.PRINCIPAL).json()["count"] == 1
    assert get(linhe, f"schools/{linhe.other_school.pk}/", Role.PRINCIPAL).status_code == 404


def test_plans_with_slots_and_activities(linhe, submitted):
    [plan] = get(linhe, "plans/").json()["results"]
    assert plan["status"] == "submitted" and plan["school"]["code"] == linhe.school.code
    assert len(plan["slots"]) == 5 and {a["category"] for a in plan["activities"]} >= {
        "homework_guidance",
        "science_education",
    }


@pytest.mark.parametrize("path", ["schools/", "plans/"])
def test_nobody_without_signing_in(linhe, path):
    assert get(linhe, path, client=Client()).status_code == 401


def test_another_county_sees_none_of_it(linhe, submitted, world):
    assert get(linhe, "plans/", client=world.anxi.client(Role.OFFICER)).status_code == 404
    assert get(world.anxi, f"plans/{submitted.pk}/").status_code == 404
    assert get(world.anxi, f"schools/{linhe.school.pk}/").status_code == 404
    assert get(world.anxi, "plans/").json()["count"] == 0


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written(linhe, method):
    answer = getattr(linhe.client(Role.OFFICER), method)(f"/api/v1/{linhe.code}/schools/{linhe.school.pk}/")
    assert answer.status_code == 405


def test_one_plan_costs_what_ten_cost(linhe, submitted):
    def queries() -> int:
        client = linhe.client(Role.SCHOOL_ADMIN)
        with CaptureQueriesContext(connection) as seen:
            assert get(linhe, "plans/", client=client).status_code == 200
        return len(seen)

    queries()
    few = queries()
    for _ in range(9):
        plan = factories.draft_plan(linhe, status="withdrawn")
        factories.add_slot(plan)
    assert queries() == few


def test_the_schema_is_open(db):
    answer = Client().get("/api/v1/schema/")
    assert answer.status_code == 200 and b"/api/v1/{bureau_code}/plans/" in answer.content
