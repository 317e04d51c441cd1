"""News from below: listeners in order, in the announcing transaction."""

import pytest
from django.utils import timezone

from afterschool.values.errors import RuleViolation
from audit import events
from audit.events import Consequence, Event, announce, foresee, foreseen, listen
from audit.workflow import move
from providers.register.models import Provider
from tests.credit_codes import CREDIT_CODE


class Ended(Event):
    """Something ended."""


@pytest.fixture(autouse=True)
def own_listeners(monkeypatch):
    monkeypatch.setattr(events, "_listeners", {})
    monkeypatch.setattr(events, "_foresights", {})


def test_listeners_hear_in_the_order_in_which_they_were_registered_and_once(world):
    heard = []
    first, second = (lambda event, *, by: heard.append(1)), (lambda event, *, by: heard.append((event.reason, by.role)))
    listen(Ended, first)
    listen(Ended, second)
    listen(Ended, first)
    announce(Ended(world.linhe.school, "理由"), by=world.linhe.actor("officer"))
    assert heard == [1, ("理由", "officer")]


def test_a_status_that_makes_news_announces_it_and_a_refusal_above_takes_it_back(world, monkeypatch):
    monkeypatch.setattr(Provider, "NEWS", {"suspended": Ended}, raising=False)
    provider = Provider.objects.of(world.linhe.bureau.pk).create(
        name="示例艺术中心", credit_code=CREDIT_CODE, status="shortlisted"
    )
    by, heard = world.linhe.actor("officer"), []
    listen(Ended, lambda event, *, by: heard.append((event.subject, event.bureau_id)))
    move(provider, "suspended", by=by, out_since=timezone.localdate())
    assert heard == [(provider, world.linhe.bureau.pk)]


def test_what_a_listener_refuses_did_not_happen(world, monkeypatch):
    def refuse(event, *, by):
        raise RuleViolation("不行。")

    listen(Ended, refuse)
    with pytest.raises(RuleViolation):
        announce(Ended(world.linhe.school), by=world.linhe.actor("officer"))


def test_before_it_happens_one_can_ask_what_would_follow(world):
    source = lambda subject: [Consequence(2, f"份（{subject}）"), Consequence(0, "节")]  # noqa: E731
    foresee(Ended, source)
    foresee(Ended, source)
    assert [str(consequence) for consequence in foreseen(Ended, world.linhe.school)] == [
        f"2 份（{world.linhe.school}）"
    ]
