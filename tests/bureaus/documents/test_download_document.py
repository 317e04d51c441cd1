"""下载: permission asked, sensitive reads leave a trace, the file is handed out whole and safe."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from afterschool.papers import uploads
from audit.models import Entry
from audit.roles import Role
from bureaus.documents import services
from bureaus.documents.services import Numbering
from tests import papers
from tests.files import blank_page, drawing

ON = date(2021, 9, 25)


PDF = blank_page()


def document_of(county, **options):
    values = {"kind": "plan", "title": "课后服务方案", "school_id": county.school.pk, "number": Numbering("plan")}
    return papers.issued(county, PDF, **values | options)


def evidence_of(county, role="guardian", content=None, name="低保证.jpg", **options):
    upload = uploads.check_upload(SimpleUploadedFile(name, content or drawing()))
    values = {"purpose": "exemption", "school_id": county.school.pk, "is_sensitive": True}
    return services.keep_attachment(upload, by=county.actor(role), **values | options)


def get(county, role, name, pk):
    return county.client(role).get(county.url(f"bureaus:{name}", pk=pk))


def reads_of(row):
    return [entry.action for entry in Entry.objects.of(row.bureau_id).about(row) if entry.kind == Entry.Kind.READ]


# --- documents --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["officer", "inspector", "school_admin", "principal"])
def test_a_document_downloads(world, role):
    document = document_of(world.linhe)
    response = get(world.linhe, role, "download_document", document.pk)
    assert (response.status_code, response.content) == (200, PDF)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E4%B8%B4%E6%95%99")
    assert response["Content-Disposition"].endswith(".pdf")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert "sandbox" in response["Content-Security-Policy"]
    assert reads_of(document) == []


def test_another_county_sees_no_document(world):
    document = document_of(world.linhe)
    assert (
        world.anxi.client("officer").get(world.anxi.url("bureaus:download_document", pk=document.pk)).status_code == 404
    )
    assert (
        world.anxi.client("officer").get(world.linhe.url("bureaus:download_document", pk=document.pk)).status_code
        == 404
    )


@pytest.mark.parametrize("role", ["guardian", "provider_agent"])
def test_outsiders_see_no_school_document(world, role):
    assert get(world.linhe, role, "download_document", document_of(world.linhe).pk).status_code == 404


def test_a_school_sees_only_its_own(world):
    elsewhere = document_of(world.linhe, school_id=world.linhe.other_school.pk)
    assert get(world.linhe, "school_admin", "download_document", elsewhere.pk).status_code == 404


def test_a_restricted_document_is_for_inspectors_and_those_who_file_it(world):
    county = world.linhe
    clues = document_of(county, is_restricted=True)
    answers = {role: get(county, role, "download_document", clues.pk).status_code for role in Role}
    assert {role for role, status in answers.items() if status == 200} == {
        Role.INSPECTOR,
        Role.SCHOOL_ADMIN,
        Role.PRINCIPAL,
    }
    assert answers[Role.OFFICER] == 404 and answers[Role.TEACHER] == 403
    assert len(reads_of(clues)) == 3, "every read leaves a trace"


def test_a_family_document_is_for_that_family_and_those_who_review(world):
    county = world.linhe
    agreement = document_of(county, guardian_ref=county.guardian.pk)
    answers = {role: get(county, role, "download_document", agreement.pk).status_code for role in Role}
    assert get(county, "guardian", "download_document", agreement.pk).status_code == 200
    assert reads_of(agreement).count("read.document") == sum(status == 200 for status in answers.values())
    assert answers[Role.CLASS_TEACHER] == 200
    assert answers[Role.COMMITTEE_MEMBER] == answers[Role.CASHIER] == 403
    other = document_of(county, title="别家的协议", guardian_ref=county.guardians[1].pk)
    assert get(county, "guardian", "download_document", other.pk).status_code == 404


def test_signing_in_comes_first(world, client):
    response = client.get(world.linhe.url("bureaus:download_document", pk=document_of(world.linhe).pk))
    assert response.status_code == 302 and "/sign-in/" in response["Location"]


def test_a_file_that_changed_on_disk_is_not_handed_out(world, settings):
    document = document_of(world.linhe)
    (settings.PRIVATE_ROOT / document.path).write_bytes(b"other")
    response = get(world.linhe, "officer", "download_document", document.pk)
    assert response.status_code == 409
    assert "与留存的摘要不一致" in response.content.decode()


def test_a_download_is_a_get(world):
    county = world.linhe
    response = county.client("officer").post(county.url("bureaus:download_document", pk=document_of(county).pk))
    assert response.status_code == 405


# --- attachments ------------------------------------------------------------------------------------


def test_a_picture_is_shown_in_place_and_its_reading_leaves_a_trace(world):
    county = world.linhe
    evidence = evidence_of(county)
    response = get(county, "class_teacher", "download_attachment", evidence.pk)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''%E4%BD%8E%E4%BF%9D")
    assert reads_of(evidence) == ["read.attachment"]


def test_a_pdf_is_never_opened_in_our_own_pages(world):
    evidence = evidence_of(world.linhe, content=PDF, name="证明.pdf")
    assert get(world.linhe, "officer", "download_attachment", evidence.pk)["Content-Disposition"].startswith(
        "attachment;"
    )


def test_evidence_is_for_the_family_and_those_who_review(world):
    county = world.linhe
    evidence = evidence_of(county)
    answers = {role: get(county, role, "download_attachment", evidence.pk).status_code for role in Role}
    assert {role for role, status in answers.items() if status == 200} == {
        Role.OFFICER, Role.APPROVER, Role.FINANCE, Role.INSPECTOR, Role.JOINT_REVIEWER,
        Role.SCHOOL_ADMIN, Role.PRINCIPAL, Role.CLASS_TEACHER, Role.MORAL_EDUCATION_OFFICE, Role.TEACHING_OFFICE,
    }  # fmt: skip
    assert answers[Role.TEACHER] == 403 and answers[Role.PROVIDER_AGENT] == 404
    assert get(county, "guardian", "download_attachment", evidence.pk).status_code == 200
    assert "read.attachment" in reads_of(evidence)


def test_a_family_does_not_see_another_familys_evidence(world):
    county = world.linhe
    evidence = evidence_of(county)
    type(evidence).objects.of(county.bureau.pk).filter(pk=evidence.pk).update(guardian_ref=county.guardians[1].pk)
    assert get(county, "guardian", "download_attachment", evidence.pk).status_code == 404


def test_who_handed_a_sensitive_file_in_may_open_it(world):
    county = world.linhe
    own = evidence_of(county, role="cashier")
    assert get(county, "cashier", "download_attachment", own.pk).status_code == 200
    assert get(county, "teacher", "download_attachment", own.pk).status_code == 403


def test_a_plain_attachment_is_for_the_whole_school(world):
    county = world.linhe
    plan = evidence_of(county, role="school_admin", is_sensitive=False, content=PDF, name="预案.pdf")
    assert get(county, "teacher", "download_attachment", plan.pk).status_code == 200
    assert reads_of(plan) == []
    assert plan.uploaded_by_id == county.users[Role.SCHOOL_ADMIN].pk


def test_another_county_sees_no_attachment(world):
    evidence = evidence_of(world.linhe)
    for county in (world.anxi, world.linhe):
        response = world.anxi.client("inspector").get(county.url("bureaus:download_attachment", pk=evidence.pk))
        assert response.status_code == 404
