"""Nothing ends silently: each status that ends something, or takes back what others rest on, says who is told."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.module_loading import autodiscover_modules

from audit import events
from audit.events import Event

ROOT = Path(__file__).resolve().parent.parent
MODELS = [model for model in apps.get_models() if hasattr(model, "TRANSITIONS")]
autodiscover_modules("events")
EVENTS = [kind for kind in Event.__subclasses__() if not kind.__module__.startswith("tests")]
NOBODY = re.compile(r"none, because \w.*")
CHINESE_NAME = re.compile(r"[\u4e00-\u9fff、]{2,12}\. [A-Z]")


def reachable_from(model, status) -> set:
    """Every status to which the way from this one leads."""
    reached, ahead = set(), set(model.TRANSITIONS.get(status, ()))
    while ahead:
        step = ahead.pop()
        reached.add(step)
        ahead |= set(model.TRANSITIONS.get(step, ())) - reached
    return reached


def makes_news(model) -> set:
    """Terminal statuses, and those that may be left and come back to: there something is taken back or given again."""
    return {s for s in model.Status if not model.TRANSITIONS.get(s) or s in reachable_from(model, s)}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_each_status_that_ends_or_takes_back_names_its_consequences(model):
    assert makes_news(model) <= set(model.NEWS), "say in NEWS who is told, or “none, because …”"
    assert set(model.NEWS) <= set(model.Status)
    for status, news in model.NEWS.items():
        assert news in EVENTS or NOBODY.match(news), f"{status}: {news}"


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
def test_an_event_has_a_chinese_name_and_somebody_who_listens_or_a_reason(kind):
    assert CHINESE_NAME.match(kind.__doc__ or ""), "begin the docstring with “撤销备案. ”"
    assert bool(events.listeners_of(kind)) != bool(kind.unheard), (
        "either listeners, or `unheard` says why there are none"
    )


def test_each_event_is_announced_by_a_status_or_a_service():
    of_statuses = {news for model in MODELS for news in model.NEWS.values()}
    of_services = {name for path in ROOT.glob("*/**/services*/**/*.py") for name in announced_in(path)}
    of_services |= {name for path in ROOT.glob("*/**/services.py") for name in announced_in(path)}
    assert [kind for kind in EVENTS if kind not in of_statuses and kind.__name__ not in of_services] == []


def announced_in(path: Path) -> set[str]:
    """Names of the events that a module announces itself."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    made = [call.args[0] for call in calls if ast.unparse(call.func).rpartition(".")[2] == "announce" and call.args]
    return {ast.unparse(event.func).rpartition(".")[2] for event in made if isinstance(event, ast.Call)}


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
def test_a_listener_lives_in_the_listeners_of_its_app_and_says_what_it_does(kind):
    for listener in events.listeners_of(kind):
        assert listener.__module__.endswith(".listeners"), listener
        assert CHINESE_NAME.match(listener.__doc__ or ""), (
            f"{listener.__module__}.{listener.__name__}: say what it does"
        )


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
def test_listeners_hear_in_the_order_of_the_floors(kind, settings):
    floors = [listener.__module__.removesuffix(".listeners") for listener in events.listeners_of(kind)]
    assert floors == sorted(floors, key=settings.FLOORS.index)
