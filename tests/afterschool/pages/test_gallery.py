"""The style guide renders every component; it exists only while developing."""

import pytest
from django.template import Template
from django.template.context import Context
from django.template.loader import render_to_string
from django.test import Client

from bureaus.tree import reports as directory


@pytest.mark.parametrize("look", ["desk", "family"])
def test_every_component_renders(client: Client, world, settings, look):
    settings.DEBUG = True
    answer = client.get("/design/", {"look": look})
    assert answer.status_code == 200
    for sign in ["stepper", "rate-bar", "finding", "trail", "kpi", "empty-state", "form-error", "attachment", "chart"]:
        assert sign in answer.text
    assert "小学结束时间 18:45 晚于 18:30" in answer.text
    assert "《中小学课后服务工作实施方案（示例）》（示教发〔2021〕1号）三（二）" in answer.text


def test_the_style_guide_is_not_for_production(client: Client, world):
    assert client.get("/design/").status_code == 404


def test_pages_carry_a_policy_against_foreign_and_inline_scripts(client: Client, world):
    assert "default-src 'self'" in client.get("/").headers["Content-Security-Policy"]


def test_an_undefined_variable_in_our_templates_fails():
    with pytest.raises(AssertionError, match=r"components/card.html uses title"):
        render_to_string("components/card.html", {"text": "没有标题"})
    assert Template("{{ nothing }}").render(Context()) == ""


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [("/nothing-here/", 404, "这里没有您要找的内容"), ("/150802/nothing-here/", 404, "这里没有您要找的内容")],
)
def test_error_pages_say_what_to_do(client: Client, world, path, status, sentence):
    answer = client.get(path)
    assert answer.status_code == status
    assert sentence in answer.text
    assert "请从首页的菜单重新进入" in answer.text


def test_a_crash_shows_a_page_that_needs_nothing(client: Client, world, monkeypatch):

    def crash():
        raise RuntimeError("boom")

    monkeypatch.setattr(directory, "counties", crash)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "系统出了差错" in answer.text
    assert "boom" not in answer.text


def test_a_missing_csrf_token_is_explained(world):
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert "页面已经过期" in answer.text
