"""首页与等我处理: what waits for this person, due when; every app adds its own."""

from datetime import date

import pytest
import time_machine

from audit.roles import Role
from bureaus.inbox import registry as inbox
from bureaus.inbox.registry import Figure, InboxItem, StepCount
from bureaus.policies.kinds import ReviewSubject
from bureaus.reviews import services as review_services
from bureaus.terms import services as term_services
from bureaus.terms.models import Term


@pytest.fixture(autouse=True)
def clock(world):
    term_services.seed_holidays([2021])
    with time_machine.travel("2021-10-08 09:00 +0800", tick=False):
        yield


@pytest.fixture
def case(world):
    school = world.linhe.school
    by = world.linhe.actor("school_admin")
    return review_services.open_review(
        school, chain=ReviewSubject.PLAN_APPROVAL, by=by, school_id=school.pk, path="/150802/schools/示例/"
    )


def page(world, role=Role.OFFICER, name="bureaus:show_inbox", county=None):
    county = county or world.linhe
    return county.client(role).get(county.url(name))


@pytest.mark.parametrize("name", ["bureaus:show_home", "bureaus:show_inbox"])
def test_what_waits_for_me_is_listed_with_its_due_day_and_its_page(world, case, name):
    text = page(world, name=name).text
    assert "临河区示例第一小学" in text and "方案备案审批" in text and "业务股室审核" in text
    assert 'href="/150802/schools/示例/"' in text
    assert "还有 6 天" in text


@pytest.mark.parametrize("role", [Role.APPROVER, Role.SCHOOL_ADMIN, Role.INSPECTOR, Role.PROVIDER_AGENT])
def test_what_waits_for_others_does_not_wait_for_me(world, case, role):
    answer = page(world, role)
    assert answer.status_code == 200
    assert "方案备案审批" not in answer.text


def test_another_county_has_its_own_inbox(world, case):
    assert "方案备案审批" not in page(world, county=world.anxi).text
    assert world.anxi.client(Role.OFFICER).get(world.linhe.url("bureaus:show_inbox")).status_code == 404


def test_overdue_matters_come_first_and_say_so(world, case):
    with time_machine.travel("2021-10-18 09:00 +0800", tick=False):
        text = page(world).text
    assert "已逾期" in text and "已逾期 4 天" in text


def test_an_empty_inbox_says_what_will_appear(world):
    assert "没有等您处理的事" in page(world).text


def test_every_app_adds_what_its_people_have_to_do(world, monkeypatch):
    monkeypatch.setattr(inbox, "_inbox", list(inbox._inbox))

    def source(actor, today):
        yield InboxItem("示例事项", "没有期限的事", "/x/")
        yield InboxItem("示例事项", "今天截止的事", "/y/", due_on=today)

    inbox.register_inbox(source)
    inbox.register_inbox(source)
    items = inbox.items_for(world.linhe.actor("officer"), date(2021, 10, 8))
    assert [item.title for item in items] == ["今天截止的事", "没有期限的事"]


def test_every_app_adds_its_figures_and_the_six_steps(world, monkeypatch):
    monkeypatch.setattr(inbox, "_figures", [lambda actor, term: [Figure("示例数字", 12, "所", href="/rows/")]])
    monkeypatch.setattr(inbox, "_steps", [lambda actor, term: [StepCount("plan", 1, 2), StepCount("survey", 2, 2)]])
    text = page(world, name="bureaus:show_home").text
    assert "示例数字" in text and 'href="/rows/"' in text
    assert "宣传摸底" in text and "1 / 2 所" in text


def test_the_first_page_says_what_is_still_to_be_set_up(world):
    Term.objects.of(world.linhe.bureau.pk).update(status="closed")
    text = page(world, name="bureaus:show_home").text
    assert "还没有采用本地政策" in text and "还没有进行中的学期" in text
    assert "还没有采用本地政策" not in page(world, Role.TEACHER, "bureaus:show_home").text


def test_between_two_terms_the_last_one_is_shown_and_the_next_one_asked_for(world):
    with time_machine.travel("2022-01-20 09:00 +0800", tick=False):
        answer = world.linhe.client(Role.OFFICER).get(world.linhe.url("bureaus:show_home"))
    assert answer.context["term"] == world.linhe.term and "还没有进行中的学期" in answer.text


def test_a_family_is_sent_to_its_own_pages(world):
    answer = page(world, "guardian", "bureaus:show_home")
    assert answer.status_code == 302 and answer.url == "/150802/family/"
    assert page(world, "guardian").status_code == 403
