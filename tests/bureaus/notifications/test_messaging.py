"""The only way out for messages: written sealed in the transaction, sent by a job after it."""

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from afterschool.values.errors import RuleViolation
from audit import jobs
from audit.models import Job
from bureaus.notifications import services
from bureaus.notifications.gateways import Development, Template
from bureaus.notifications.models import Message

ROOT = Path(__file__).resolve().parents[3]
PHONE = "19900000001"
CODE = {"code": "271828", "minutes": "5"}
SENT = []


class Gateway:
    def send(self, phone, template, params):
        SENT.append((phone, template, params))


class Broken:
    def send(self, phone, template, params):
        raise ConnectionError(f"carrier does not answer for {phone}")


@pytest.fixture(autouse=True)
def nothing_sent_yet():
    cache.delete(Development.KEY)
    SENT.clear()


@pytest.fixture
def write(world):
    def write(phone=PHONE, template=Template.SIGN_IN_CODE, params=CODE):
        return services.send_message(bureau_id=world.linhe.bureau.pk, phone=phone, template=template, params=params)

    return write


@pytest.fixture
def send(write, django_capture_on_commit_callbacks):
    """Write inside a transaction that commits."""

    def send(**options):
        with django_capture_on_commit_callbacks(execute=True):
            return write(**options)

    return send


def test_the_development_channel_keeps_the_message(send):
    send(phone="199 0000 0001")
    message = Development.messages()[0]
    assert message.phone == PHONE
    assert "271828" in message.text and "5 分钟" in message.text


def test_the_newest_stands_first_and_the_oldest_leave(send):
    for number in range(Development.KEPT + 3):
        send(params=CODE | {"code": f"{number:06}"})
    messages = Development.messages()
    assert len(messages) == Development.KEPT
    assert messages[0].params["code"] == f"{Development.KEPT + 2:06}"


def test_nothing_leaves_before_the_commit(write, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        message = write()
    assert len(callbacks) == 1
    assert Development.messages() == [] and message.sent_at is None


def test_neither_code_nor_phone_is_logged_nor_stands_in_the_job_or_in_the_database(send, capsys, caplog):
    with caplog.at_level("DEBUG"):
        message = send()
    with connection.cursor() as cursor:
        cursor.execute("SELECT m::text FROM bureaus_notifications_message m WHERE id = %s", [message.pk])
        row = cursor.fetchone()[0]
    job = Job.objects.get(kind="message")
    written = caplog.text + "".join(capsys.readouterr()) + row + str(job.payload) + repr(Development.messages())
    assert "271828" not in written and PHONE not in written
    assert job.payload == {"message_id": message.pk} and row.count("sm4:") == 2


def test_a_wrong_phone_is_refused_at_once(write):
    with pytest.raises(RuleViolation, match="11 位"):
        write(phone="123")


@pytest.mark.parametrize("params", [{}, {"code": "1"}, {"code": "1", "minutes": "5", "name": "x"}])
def test_a_template_takes_exactly_its_parameters(write, params):
    with pytest.raises(ValueError, match="SIGN_IN_CODE needs exactly"):
        write(params=params)


def test_without_a_gateway_nothing_is_promised(write, settings):
    settings.MESSAGING_CHANNEL, settings.SMS_GATEWAY = "sms", ""
    with pytest.raises(ImproperlyConfigured, match="SMS_GATEWAY"):
        write()


def test_a_gateway_gets_the_message_once(send, settings):
    settings.MESSAGING_CHANNEL, settings.SMS_GATEWAY = "sms", f"{__name__}.Gateway"
    message = send()
    jobs.kinds()
    jobs._handlers["message"].run(message.bureau_id, message.pk)  # delivered again
    assert SENT == [(PHONE, "SIGN_IN_CODE", CODE)]
    assert Development.messages() == []


def test_a_carrier_that_fails_is_asked_again_and_told_about_nobody(send, settings):
    settings.MESSAGING_CHANNEL, settings.SMS_GATEWAY = "sms", f"{__name__}.Broken"
    settings.CELERY_TASK_EAGER_PROPAGATES = False
    message = send()
    job = Job.objects.get(kind="message")
    assert job.status == "waiting" and job.error.startswith("ConnectionError at") and PHONE not in job.error
    settings.SMS_GATEWAY = f"{__name__}.Gateway"
    jobs.run_job(job.pk)
    message = Message.objects.of(message.bureau_id).get(pk=message.pk)
    assert message.sent_at is not None and len(SENT) == 1


def test_an_unknown_channel(write, settings):
    settings.MESSAGING_CHANNEL = "pigeon"
    with pytest.raises(ImproperlyConfigured, match="one of"):
        write()


@pytest.mark.parametrize("template", Template, ids=lambda template: template.name)
def test_every_text_is_sent_by_somebody_and_names_no_child(template):
    sources = [path for path in ROOT.glob("[a-z]*/**/*.py") if "tests" not in path.parts]
    users = [path for path in sources if re.search(rf"Template\.{template.name}\b", path.read_text(encoding="utf-8"))]
    assert users, f"nobody sends {template.name}"
    assert not re.search(r"\{(pupil|student|child|name|guardian)", template.value)
