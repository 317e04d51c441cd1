"""开启学期: by the bureau's officer, with dates that make sense; the holidays come by themselves."""

from datetime import date

import pytest

from audit.models import Entry
from audit.roles import Role
from bureaus.terms.models import Holiday, Term
from tests.world import World

GOOD = {"year": 2022, "season": "spring", "starts_on": "2023-02-13", "ends_on": "2023-07-07"}


def post(world: World, role: str = Role.OFFICER, **changes):
    return world.linhe.client(role).post(world.linhe.url("bureaus:open_term"), GOOD | changes)


def newest(world: World) -> Term:
    return Term.objects.of(world.linhe.bureau.pk).order_by("-pk").first()


def test_an_officer_opens_a_term(world):
    answer = post(world)
    term = newest(world)
    assert answer.url == world.linhe.url("bureaus:show_calendar", pk=term.pk)
    assert (term.status, str(term)) == ("open", "2023年春季学期")
    entry = Entry.objects.of(world.linhe.bureau.pk).about(term).get()
    assert (entry.action, entry.before, entry.after) == ("term.open", "draft", "open")


def test_the_holidays_of_its_years_are_filled_in(world):
    post(world)
    assert Holiday.objects.get(day=date(2023, 5, 1)).name == "劳动节"
    make_up = Holiday.objects.get(day=date(2023, 4, 23))
    assert make_up.is_workday and make_up.follows_weekday == 2


@pytest.mark.parametrize("role", [Role.APPROVER, Role.FINANCE, Role.INSPECTOR, Role.SCHOOL_ADMIN, Role.TEACHER])
def test_a_wrong_role_may_not(world, role):
    assert post(world, role).status_code == 403
    assert Term.objects.of(world.linhe.bureau.pk).count() == 1


def test_somebody_of_another_county_finds_no_such_page(world):
    client = world.anxi.client(Role.OFFICER)
    assert client.post(world.linhe.url("bureaus:open_term"), GOOD).status_code == 404


def test_the_same_term_twice_is_refused(world):
    post(world)
    page = post(world, starts_on="2023-02-14").text
    assert "这个学期已经建立" in page
    assert Term.objects.of(world.linhe.bureau.pk).count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"starts_on": "2022-01-10", "ends_on": "2022-07-01", "year": 2021},
            "与已有学期（2021-09-01 至 2022-01-14）重叠",
        ),
        ({"ends_on": "2023-02-13"}, "学期结束应晚于开始"),
        ({"ends_on": "2024-07-07"}, "一个学期不会超过八个月"),
        ({"season": "autumn"}, "2022—2023 学年秋季学期应在 2022 年开始"),
        ({"starts_on": "某一天"}, "请输入一个有效的日期"),
    ],
)
def test_impossible_dates_are_refused_with_what_was_typed_kept(world, changes, sentence):
    answer = post(world, **changes)
    assert answer.status_code == 200
    assert sentence.replace("请输入一个有效的日期", "日期") in answer.text
    assert 'value="2022"' in answer.text or 'value="2021"' in answer.text
    assert Term.objects.of(world.linhe.bureau.pk).count() == 1
