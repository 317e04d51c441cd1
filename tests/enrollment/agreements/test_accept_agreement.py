"""签订协议与协议文本."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from enrollment.admissions.models import Application
from enrollment.agreements import rules, services
from enrollment.agreements import texts as agreement_texts
from enrollment.agreements.models import Agreement, AgreementTemplate
from enrollment.attendance.models import Session


def url(desk, application):
    return desk.county.url("enrollment:accept_agreement", pk=application.pk)


def shown_sha256(desk, application) -> str:
    application = Application.objects.of(application.bureau_id).get(pk=application.pk)
    draft = services.draft_agreement(application, guardian_name=desk.county.guardian.name, on=timezone.localdate())
    return draft.sha256


@pytest.fixture
def accepted(desk) -> Application:
    return desk.accept(desk.apply())


@pytest.mark.req("C-47/agreement")
def test_version_text_hash_who_and_when_are_kept(desk, accepted, django_capture_on_commit_callbacks):
    client = desk.county.client("guardian")
    page = client.get(url(desk, accepted)).text
    assert "示例学生甲" in page
    assert "科学实验：周三 17:20–18:20" in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url(desk, accepted), {"sha256": shown_sha256(desk, accepted)})
    accepted.refresh_from_db()
    agreement = Agreement.objects.of(accepted.bureau_id).select_related("template").get()
    assert accepted.status == Application.Status.AGREED
    assert agreement.sha256 == rules.digest(agreement.text)
    assert agreement.version == agreement.template.version == agreement_texts.VERSION
    assert agreement.accepted_by_id == desk.county.guardian.pk
    assert agreement.accepted_at == timezone.now()
    assert Session.objects.of(accepted.bureau_id).exists()
    assert "已签订" in client.get(url(desk, accepted)).text


@pytest.mark.parametrize("role", ["class_teacher", "school_admin", "officer"])
def test_nobody_accepts_in_the_name_of_a_family(desk, accepted, role):
    assert desk.county.client(role).post(url(desk, accepted), {"sha256": "x"}).status_code == 403


def test_another_familys_application_does_not_exist(desk, accepted):
    other = desk.accept(desk.apply(n=1))
    assert desk.county.client("guardian").post(url(desk, other)).status_code == 404


def test_before_the_review_is_over_there_is_nothing_to_accept(desk):
    application = desk.apply()
    answer = desk.county.client("guardian").post(url(desk, application), {"sha256": shown_sha256(desk, application)})
    assert "审核通过后才能签订协议" in answer.text
    assert "五(三)程序四、五" in answer.text
    with pytest.raises(ObjectDoesNotExist):
        Agreement.objects.of(application.bureau_id).get()


def test_a_text_that_changed_after_reading_is_read_again(desk, accepted):
    before = shown_sha256(desk, accepted)
    services.publish_agreement_template(
        bureau_id=accepted.bureau_id,
        version="2021-2",
        title="协议",
        body=agreement_texts.BODY + "十、补充约定。",
        effective_from=timezone.localdate(),
        by=desk.county.actor("officer"),
    )
    answer = desk.county.client("guardian").post(url(desk, accepted), {"sha256": before})
    assert "请重新阅读后确认" in answer.text
    accepted.refresh_from_db()
    assert accepted.status == Application.Status.ACCEPTED


def test_an_accepted_text_cannot_be_changed_by_the_application(desk):
    desk.agreed()
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE enrollment_agreements_agreement SET text = 'x'")


# --- the published text ---------------------------------------------------------------------------------

BODY = "{child} {times} {fee} {refund}"


def publish(county, role="officer", **changes):
    data = {"version": "2021-1", "title": "协议", "effective_from": "2021-09-01", "body": BODY} | changes
    return county.client(role).post(county.url("enrollment:publish_agreement_template"), data)


def test_an_officer_publishes_a_version_that_then_holds(linhe):
    answer = publish(linhe)
    template = AgreementTemplate.objects.of(linhe.bureau.pk).get()
    assert (template.version, template.sha256) == ("2021-1", rules.digest(BODY))
    assert "2021-1" in linhe.client("school_admin").get(answer.url).text
    assert services.template_in_force(linhe.bureau.pk, timezone.localdate()) == template


def test_schools_do_not_publish_and_a_version_is_used_once(linhe):
    assert publish(linhe, "school_admin").status_code == 403
    publish(linhe)
    assert "已经使用" in publish(linhe).text


def test_a_text_without_what_it_must_say_is_refused(linhe):
    answer = publish(linhe, body="{child} {id_number}")
    assert "不认识的占位符：{id_number}" in answer.text
    assert not AgreementTemplate.objects.of(linhe.bureau.pk).exists()
