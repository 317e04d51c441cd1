"""开放与截止报名."""

import pytest

from audit.models import Entry
from enrollment.admissions.models import Offering, Round
from schools.plans.models import ServicePlan
from tests import factories

TIMES = {"opens_at": "2021-09-06T10:00", "closes_at": "2021-09-13T18:00", "clubs_per_student": "2"}


@pytest.fixture
def plan(linhe) -> ServicePlan:
    return linhe.approved_plan()


def post(county, plan, role="school_admin", **changes):
    return county.client(role).post(county.url("enrollment:open_round", pk=plan.pk), TIMES | changes)


def test_a_round_opens_over_every_activity_of_an_approved_plan(linhe, plan):
    answer = post(linhe, plan)
    round_ = Round.objects.of(linhe.bureau.pk).get()
    assert answer.url == linhe.url("enrollment:show_round", pk=round_.pk)
    assert round_.status == Round.Status.OPEN
    seats = {o.activity.name: (o.capacity, o.seats_left) for o in Offering.objects.of(linhe.bureau.pk)}
    assert seats == {"课业辅导": (None, None), "阳光体育": (None, None), "科学实验": (3, 3), "篮球社": (3, 3)}
    assert Entry.objects.of(linhe.bureau.pk).about(round_).get().action == "round.open"
    assert linhe.client("school_admin").get(answer.url).status_code == 200


@pytest.mark.parametrize("role", ["class_teacher", "cashier", "officer"])
def test_only_the_schools_own_office_opens_it(linhe, plan, role):
    assert post(linhe, plan, role).status_code == 403
    assert not Round.objects.of(linhe.bureau.pk).exists()


def test_another_countys_plan_does_not_exist(world, plan):
    assert post(world.anxi, plan).status_code == 404


@pytest.mark.req("C-45/approved")
@pytest.mark.parametrize("status", ["draft", "submitted", "returned"])
def test_enrollment_cannot_open_before_the_plan_is_approved(linhe, status):
    plan = factories.complete_plan(linhe, status=status)
    answer = post(linhe, plan)
    assert "经教育局备案审批后才能开放报名" in answer.text
    assert "巴彦淖尔市中小学生课后服务工作实施方案" in answer.text
    assert not Round.objects.of(linhe.bureau.pk).exists()


def test_a_plan_has_one_round(linhe, plan):
    post(linhe, plan)
    assert "已经设置报名" in post(linhe, plan).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"closes_at": "2021-09-06T09:00"}, "截止时间要晚于开放时间"),
        ({"opens_at": "2021-09-01T08:00", "closes_at": "2021-09-02T08:00"}, "截止时间已经过去"),
        ({"opens_at": "2022-02-01T08:00", "closes_at": "2022-02-02T08:00"}, "报名要在此之前开放"),
    ],
)
def test_impossible_times_are_refused_and_kept(linhe, plan, changes, sentence):
    answer = post(linhe, plan, **changes)
    assert sentence in answer.text
    assert changes["closes_at"] in answer.text
    assert not Round.objects.of(linhe.bureau.pk).exists()


def test_a_round_is_closed_by_the_school_and_plans_its_sessions(desk, django_capture_on_commit_callbacks):
    desk.agreed()
    url = desk.county.url("enrollment:close_round", pk=desk.round.pk)
    assert desk.county.client("class_teacher").post(url).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        desk.county.client("school_admin").post(url)
    desk.round.refresh_from_db()
    assert desk.round.status == Round.Status.CLOSED
    assert desk.session() is not None


def test_the_night_closes_rounds_whose_time_is_over(desk, clock, by_the_clock):
    by_the_clock("close_due_rounds")
    desk.round.refresh_from_db()
    assert desk.round.status == Round.Status.OPEN
    clock.shift(8 * 24 * 3600)
    by_the_clock("close_due_rounds")
    desk.round.refresh_from_db()
    assert desk.round.status == Round.Status.CLOSED
