"""家长登录，第一步: a phone number asks for a one-time code."""

import pytest
from django.test import Client

from accounts.models.guardian import OneTimeCode
from bureaus.notifications.gateways import Development

PHONE = "19900000001"


@pytest.fixture
def url(world) -> str:
    return world.linhe.url("family:request_code")


@pytest.fixture
def send(url, django_capture_on_commit_callbacks):
    """Asks for a code, and lets what waits for the commit happen."""

    def ask(client: Client, phone: str, **more):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, {"phone": phone, **more})

    return ask


def test_a_registered_phone_gets_a_code(world, send, client):
    answer = send(client, PHONE)
    assert answer.url == world.linhe.url("family:enter_code")
    (message,) = Development.messages()
    assert message.phone == PHONE
    assert message.text in client.get(answer.url).text


def test_the_page_on_the_way_survives_both_steps(world, send, client):
    answer = send(client, PHONE, next="/150802/family/x/?a=1&b=2")
    assert 'value="/150802/family/x/?a=1&amp;b=2"' in client.get(answer.url).text


def test_full_width_digits_and_the_country_code_are_understood(world, send, client):
    send(client, "+86 １９９ ００００ ０００１")
    assert Development.messages()[0].phone == PHONE


def test_an_unknown_phone_gets_the_same_answer_and_no_message(world, send, client):
    answer = send(client, "19911112222")
    assert answer.url == world.linhe.url("family:enter_code")
    assert Development.messages() == []
    assert "199****2222" in client.get(answer.url).text


def test_a_phone_known_in_another_county_only_gets_no_message_here(world, send, client):
    guardian = world.linhe.guardian
    guardian.is_active = False
    guardian.save(update_fields=["is_active"])
    send(client, PHONE)
    assert Development.messages() == []


@pytest.mark.parametrize(
    ("phone", "sentence"),
    [("1990000", "手机号应为 11 位，现在是 7 位。"), ("abc", "手机号只能由数字组成。"), ("", "请填写手机号。")],
)
def test_a_wrong_number_is_refused_and_kept(world, send, client, phone, sentence):
    answer = send(client, phone)
    assert answer.status_code == 200
    assert sentence in answer.text
    assert OneTimeCode.objects.of(world.linhe.bureau.pk).count() == 0
    if phone:
        assert f'value="{phone}"' in answer.text


def test_the_sixth_code_within_an_hour_is_refused(world, send, client):
    for _ in range(5):
        send(client, PHONE)
    answer = send(client, PHONE)
    assert answer.status_code == 200
    assert "验证码发送过于频繁" in answer.text
    assert len(Development.messages()) == 5
    assert send(client, "19900000002").status_code == 302


def test_a_county_that_does_not_exist_has_no_sign_in(db, client):
    assert client.get("/999999/family/sign-in/").status_code == 404


def test_who_is_signed_in_goes_home(world, url):
    assert world.linhe.client("guardian").get(url).url == "/150802/family/"


def test_the_development_page_shows_messages_only_in_development(world, send, client, settings):
    send(client, PHONE)
    assert PHONE in client.get("/dev/messages/").text
    settings.MESSAGING_CHANNEL = "sms"
    assert client.get("/dev/messages/").status_code == 404
