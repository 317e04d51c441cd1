"""家长登录，第二步: the code is used once, for a few minutes, a few tries, in one county."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models.guardian import OneTimeCode
from accounts.services import GUARDIAN_KEY
from audit.models import Entry
from bureaus.notifications.gateways import Development

PHONE = "19900000001"
WRONG = "验证码不正确或已失效"


@pytest.fixture
def browser(world, django_capture_on_commit_callbacks) -> Client:
    """A browser that asked for a code."""
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(world.linhe.url("family:request_code"), {"phone": PHONE})
    return client


@pytest.fixture
def code(browser) -> str:
    return re.search(r"\d{6}", Development.messages()[0].text).group()


@pytest.fixture
def url(world) -> str:
    return world.linhe.url("family:enter_code")


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_right_code_signs_the_guardian_in(world, browser, code, url):
    answer = browser.post(url, {"code": code})
    assert answer.url == "/150802/family/"
    assert browser.session[GUARDIAN_KEY] == {"bureau_id": world.linhe.bureau.pk, "guardian_id": world.linhe.guardian.pk}
    page = browser.get(world.linhe.url("family:show_profile")).text
    assert "示例学生甲" in page
    assert "示例学生乙" not in page
    assert PHONE not in page
    entry = Entry.objects.of(world.linhe.bureau.pk).get(action="guardian.sign_in")
    assert entry.guardian_ref == world.linhe.guardian.pk


def test_a_wrong_code_is_refused(browser, code, url):
    answer = browser.post(url, {"code": other_than(code)})
    assert WRONG in answer.text
    assert GUARDIAN_KEY not in browser.session


def test_a_code_works_once(world, browser, code, url):
    browser.post(url, {"code": code})
    browser.post(world.linhe.url("family:sign_out"))
    session = browser.session
    session["sign_in_phone"] = PHONE
    session.save()
    assert WRONG in browser.post(url, {"code": code}).text


def test_a_code_expires(world, browser, code, url):
    past = timezone.now() - timedelta(seconds=1)
    OneTimeCode.objects.of(world.linhe.bureau.pk).update(expires_at=past)
    assert WRONG in browser.post(url, {"code": code}).text


def test_after_five_wrong_tries_the_right_code_no_longer_works(browser, code, url):
    for _ in range(5):
        browser.post(url, {"code": other_than(code)})
    assert WRONG in browser.post(url, {"code": code}).text


def test_a_code_of_one_county_opens_no_other(world, browser, code):
    assert WRONG in browser.post(world.anxi.url("family:enter_code"), {"code": code}).text


def test_a_guardian_of_one_county_is_asked_to_sign_in_in_another(world):
    answer = world.linhe.client("guardian").get(world.anxi.url("family:show_profile"))
    assert answer.url.startswith("/350524/family/sign-in/")


@pytest.mark.parametrize(("typed", "sentence"), [("12345", "验证码是 6 位数字"), ("", "请填写短信里的 6 位数字")])
def test_what_is_no_code_is_refused_without_counting(world, browser, url, typed, sentence):
    assert sentence in browser.post(url, {"code": typed}).text
    assert OneTimeCode.objects.of(world.linhe.bureau.pk).get().tries == 0


def test_without_a_phone_there_is_nothing_to_enter(world, url, client):
    assert client.get(url).url == world.linhe.url("family:request_code")


def test_the_code_stands_on_the_page_only_in_development(browser, code, url, settings):
    assert code in browser.get(url).text
    settings.MESSAGING_CHANNEL = "sms"
    assert code not in browser.get(url).text


def test_signing_out_ends_the_family_session(world):
    client = world.linhe.client("guardian")
    client.post(world.linhe.url("family:sign_out"))
    assert client.get(world.linhe.url("family:show_profile")).status_code == 302


def test_staff_have_no_family_profile(world):
    assert world.linhe.client("officer").get(world.linhe.url("family:show_profile")).status_code == 404


def test_the_digits_are_stored_nowhere(world, browser, code):
    with connection.cursor() as cursor:
        cursor.execute("SELECT c::text FROM accounts_onetimecode c UNION ALL SELECT j::text FROM audit_job j")
        rows = "".join(row for (row,) in cursor.fetchall())
    assert rows and code not in rows


def test_the_development_page_asks_until_the_worker_has_sent(world, url, django_capture_on_commit_callbacks):
    client = Client()
    with django_capture_on_commit_callbacks() as callbacks:
        client.post(world.linhe.url("family:request_code"), {"phone": PHONE})
    assert 'hx-trigger="every 1s"' in client.get(url).text
    for callback in callbacks:
        callback()
    part = client.get(url, headers={"HX-Request": "true"}).text
    assert "验证码是" in part and "hx-trigger" not in part and "<html" not in part
