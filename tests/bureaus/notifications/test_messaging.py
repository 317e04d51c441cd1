"""The only way out for messages."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

from afterschool.values.errors import RuleViolation
from bureaus.notifications.gateways import Development, Template, send_sms

CODE = {"code": "271828", "minutes": "5"}
SENT = []


class Gateway:
    def send(self, phone, template, params):
        SENT.append((phone, template, params))


@pytest.fixture(autouse=True)
def nothing_sent_yet():
    cache.delete(Development.KEY)
    SENT.clear()


@pytest.fixture
def sent(db, django_capture_on_commit_callbacks):
    """Send inside a transaction that commits."""

    def send(*args):
        with django_capture_on_commit_callbacks(execute=True):
            send_sms(*args)

    return send


def test_the_development_channel_keeps_the_message(sent):
    sent("199 0000 0001", Template.SIGN_IN_CODE, CODE)
    message = Development.messages()[0]
    assert message.phone == "19900000001"
    assert "271828" in message.text and "5 分钟" in message.text


def test_the_newest_stands_first_and_the_oldest_leave(sent):
    for number in range(Development.KEPT + 3):
        sent("19900000001", Template.SIGN_IN_CODE, CODE | {"code": f"{number:06}"})
    messages = Development.messages()
    assert len(messages) == Development.KEPT
    assert messages[0].params["code"] == f"{Development.KEPT + 2:06}"


def test_nothing_leaves_before_the_commit(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        send_sms("19900000001", Template.SIGN_IN_CODE, CODE)
    assert len(callbacks) == 1
    assert Development.messages() == []


def test_neither_code_nor_phone_is_logged(sent, capsys, caplog):
    with caplog.at_level("DEBUG"):
        sent("19900000001", Template.SIGN_IN_CODE, CODE)
    written = caplog.text + "".join(capsys.readouterr())
    assert "271828" not in written and "19900000001" not in written
    assert "271828" not in repr(Development.messages()) and "19900000001" not in repr(Development.messages())


def test_a_wrong_phone_is_refused_at_once(db):
    with pytest.raises(RuleViolation, match="11 位"):
        send_sms("123", Template.SIGN_IN_CODE, CODE)


@pytest.mark.parametrize("params", [{}, {"code": "1"}, {"code": "1", "minutes": "5", "name": "x"}])
def test_a_template_takes_exactly_its_parameters(db, params):
    with pytest.raises(ValueError, match="SIGN_IN_CODE needs exactly"):
        send_sms("19900000001", Template.SIGN_IN_CODE, params)


def test_without_a_gateway_nothing_is_promised(db, settings):
    settings.MESSAGING_CHANNEL, settings.SMS_GATEWAY = "sms", ""
    with pytest.raises(ImproperlyConfigured, match="SMS_GATEWAY"):
        send_sms("19900000001", Template.SIGN_IN_CODE, CODE)


def test_a_gateway_gets_the_message(sent, settings):
    settings.MESSAGING_CHANNEL, settings.SMS_GATEWAY = "sms", f"{__name__}.Gateway"
    sent("19900000001", Template.SIGN_IN_CODE, CODE)
    assert SENT == [("19900000001", "SIGN_IN_CODE", CODE)]
    assert Development.messages() == []


def test_an_unknown_channel(db, settings):
    settings.MESSAGING_CHANNEL = "pigeon"
    with pytest.raises(ImproperlyConfigured, match="one of"):
        send_sms("19900000001", Template.SIGN_IN_CODE, CODE)
