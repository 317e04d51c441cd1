"""撤回报名: a family leaves as freely as it came."""

import pytest

from enrollment.admissions.models import Application, Place


def withdraw(desk, application, role="guardian"):
    return desk.county.client(role).post(desk.county.url("enrollment:withdraw_application", pk=application.pk))


@pytest.mark.req("C-03")
def test_a_family_leaves_as_freely_as_it_came(desk, claim):
    application = desk.apply("课业辅导", "科学实验", claim=claim)
    assert desk.offering("科学实验").seats_left == 2
    withdraw(desk, application)
    application.refresh_from_db()
    assert application.status == Application.Status.WITHDRAWN
    assert desk.offering("科学实验").seats_left == 3
    assert not Place.objects.of(application.bureau_id).taken().exists()
    assert desk.case_of(application).status == "cancelled"
    assert application.exemption_claim.status == "rejected"
    assert desk.apply("科学实验").status == Application.Status.SUBMITTED


@pytest.mark.parametrize("role", ["class_teacher", "school_admin"])
def test_a_school_does_not_withdraw_for_a_family(desk, role):
    assert withdraw(desk, desk.apply(), role).status_code == 403


def test_withdrawing_twice_is_refused(desk):
    application = desk.apply()
    withdraw(desk, application)
    assert "不能变为" in withdraw(desk, application).text
    assert desk.offering("科学实验").seats_left == 3


def test_another_familys_application_does_not_exist(desk):
    assert withdraw(desk, desk.apply(n=1)).status_code == 404
