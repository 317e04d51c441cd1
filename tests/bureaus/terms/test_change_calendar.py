"""校历: what a day is, the bureau's own changes, and a warning where a year's notice is missing."""

from datetime import date

import pytest

from audit.models import Entry
from audit.roles import Role
from bureaus.terms import reports as calendar
from bureaus.terms import services
from bureaus.terms.models import CalendarDay, Holiday

SPORTS = {"day": "2021-10-22", "is_school_day": "no", "reason": "全县运动会"}
LESSONS = {"day": "2021-10-23", "is_school_day": "yes", "follows_weekday": "5", "reason": "补运动会的课"}


@pytest.fixture
def holidays(world):
    services.seed_holidays([2021, 2022])


def post(world, values=SPORTS, role=Role.OFFICER, county=None):
    url = world.linhe.url("bureaus:change_calendar", pk=world.linhe.term.pk)
    return (county or world.linhe).client(role).post(url, values)


def changes(world):
    return CalendarDay.objects.of(world.linhe.bureau.pk)


def kind_on(world, on: date) -> str:
    return calendar.days(world.linhe.bureau.pk, on, on)[0].kind


def test_an_officer_closes_a_day(world, holidays):
    assert post(world).status_code == 302
    assert kind_on(world, date(2021, 10, 22)) == "closed"
    entry = Entry.objects.of(world.linhe.bureau.pk).about(changes(world).get()).get()
    assert (entry.action, entry.reason) == ("calendar.change", "全县运动会")


def test_an_officer_opens_a_saturday_with_fridays_lessons(world, holidays):
    post(world, LESSONS)
    day = calendar.days(world.linhe.bureau.pk, date(2021, 10, 23), date(2021, 10, 23))[0]
    assert day.is_school_day and day.weekday == 5


def test_a_second_change_of_the_day_replaces_the_first(world, holidays):
    post(world)
    post(world, SPORTS | {"reason": "停电"})
    assert changes(world).get().reason == "停电"


@pytest.mark.parametrize("role", [Role.APPROVER, Role.SCHOOL_ADMIN, Role.TEACHER])
def test_a_wrong_role_may_not(world, role):
    assert post(world, role=role).status_code == 403
    assert not changes(world).exists()


def test_somebody_of_another_county_finds_no_such_term(world):
    assert post(world, county=world.anxi).status_code == 404
    own = world.anxi.url("bureaus:change_calendar", pk=world.linhe.term.pk)
    assert world.anxi.client(Role.OFFICER).post(own, SPORTS).status_code == 404


def test_a_closed_term_is_not_changed_any_more(world):
    world.linhe.term.status = "closed"
    world.linhe.term.save(update_fields=["status"])
    assert "这一天不在进行中的学期内" in post(world).text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (SPORTS | {"day": "2022-08-01"}, "这一天不在进行中的学期内"),
        (LESSONS | {"follows_weekday": ""}, "周末上课要写明上周几的课"),
        (SPORTS | {"reason": ""}, "该字段是必填项"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(world, values, sentence):
    answer = post(world, values)
    assert answer.status_code == 200 and sentence in answer.text
    assert not changes(world).exists()


def test_a_change_is_taken_back(world, holidays):
    post(world)
    change = changes(world).get()
    url = world.linhe.url("bureaus:remove_calendar_change", pk=world.linhe.term.pk, day_pk=change.pk)
    assert world.linhe.client(Role.TEACHER).post(url).status_code == 403
    assert world.anxi.client(Role.OFFICER).post(url).status_code == 404
    assert world.linhe.client(Role.OFFICER).post(url).status_code == 302
    assert kind_on(world, date(2021, 10, 22)) == "school_day"
    assert not changes(world).exists()
    assert world.linhe.client(Role.OFFICER).post(url).status_code == 404


# --- the calendar itself ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (date(2021, 9, 18), "make_up_day"),
        (date(2021, 9, 20), "holiday"),
        (date(2021, 10, 1), "holiday"),
        (date(2021, 10, 9), "make_up_day"),
        (date(2021, 10, 10), "weekend"),
        (date(2021, 10, 8), "school_day"),
        (date(2021, 8, 31), "outside"),
    ],
)
def test_the_calendar_knows_weekends_holidays_and_make_up_days(world, holidays, on, kind):
    assert kind_on(world, on) == kind


def test_school_days_of_a_span(world, holidays):
    days = calendar.school_days(world.linhe.bureau.pk, date(2021, 9, 27), date(2021, 10, 10))
    assert [(day.on.day, day.weekday) for day in days] == [(27, 1), (28, 2), (29, 3), (30, 4), (8, 5), (9, 4)]


def test_the_calendar_costs_the_same_for_a_day_and_a_year(world, holidays, django_assert_num_queries):
    pk = world.linhe.bureau.pk
    for last in (date(2021, 9, 1), date(2022, 8, 31)):
        with django_assert_num_queries(3):
            calendar.school_days(pk, date(2021, 9, 1), last)


def test_everybody_at_the_desk_sees_the_calendar(world, holidays):
    url = world.linhe.url("bureaus:show_calendar", pk=world.linhe.term.pk)
    for role in (Role.OFFICER, Role.SCHOOL_ADMIN, Role.TEACHER, Role.INSPECTOR):
        page = world.linhe.client(role).get(url)
        assert page.status_code == 200
        assert ("调整一天" in page.text) is (role == Role.OFFICER)
    assert "2021年10月<small>17 个上课日</small>" in page.text
    assert "国庆节" in page.text


def test_a_family_has_no_business_at_the_desk(world):
    url = world.linhe.url("bureaus:show_calendar", pk=world.linhe.term.pk)
    assert world.linhe.client("guardian").get(url).status_code == 403


def test_a_year_without_a_notice_is_named(world):
    services.seed_holidays([2021])
    url = world.linhe.url("bureaus:show_calendar", pk=world.linhe.term.pk)
    assert "2022 年的节假日安排还没有收录" in world.linhe.client(Role.OFFICER).get(url).text


def test_seeding_says_which_years_nobody_knows_and_keeps_what_was_typed(world):
    Holiday.objects.create(day=date(2021, 10, 1), name="国庆节（手工）")
    assert services.seed_holidays([2021, 2099]) == [2099]
    assert services.seed_holidays([2021]) == []
    assert Holiday.objects.get(day=date(2021, 10, 1)).name == "国庆节（手工）"
