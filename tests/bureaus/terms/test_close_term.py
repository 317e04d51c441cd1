"""结束学期: after its last day, by the bureau's officer."""

import pytest
import time_machine

from audit.models import Entry
from audit.roles import Role

AFTER = "2022-01-20 09:00 +0800"
DURING = "2021-10-08 09:00 +0800"


def post(world, role=Role.OFFICER, county=None, at=AFTER):
    county = county or world.linhe
    client = county.client(role)
    url = world.linhe.url("bureaus:close_term", pk=world.linhe.term.pk)
    with time_machine.travel(at, tick=False):
        answer = client.post(url)
    world.linhe.term.refresh_from_db()
    return answer


def test_an_officer_closes_a_term_that_is_over(world):
    assert post(world).url == world.linhe.url("bureaus:list_terms")
    assert world.linhe.term.status == "closed"
    assert Entry.objects.of(world.linhe.bureau.pk).about(world.linhe.term).get().action == "term.close"


@pytest.mark.parametrize("role", [Role.APPROVER, Role.SCHOOL_ADMIN])
def test_a_wrong_role_may_not(world, role):
    assert post(world, role).status_code == 403
    assert world.linhe.term.status == "open"


def test_somebody_of_another_county_finds_no_such_term(world):
    assert post(world, county=world.anxi).status_code == 404
    own = world.anxi.url("bureaus:close_term", pk=world.linhe.term.pk)
    assert world.anxi.client(Role.OFFICER).post(own).status_code == 404


def test_a_term_closed_already_is_refused(world):
    post(world)
    answer = post(world)
    assert answer.status_code == 409 and "不能变为“已结束”" in answer.text


def test_a_term_that_still_runs_is_refused(world):
    answer = post(world, at=DURING)
    assert answer.status_code == 409 and "才结束，现在还不能关闭" in answer.text
    assert world.linhe.term.status == "open"
