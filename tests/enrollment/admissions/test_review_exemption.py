"""审核减免: on the evidence, along its own chain."""

import pytest

from audit.models import Entry
from enrollment.admissions.models import ExemptionClaim
from schools.register.models import SchoolClass


@pytest.fixture
def claimed(desk, claim) -> ExemptionClaim:
    application = desk.apply("课业辅导", claim=claim)
    return ExemptionClaim.objects.of(application.bureau_id).select_related("application").get()


def see(desk, claimed, role):
    return desk.county.client(role).get(desk.county.url("bureaus:download_attachment", pk=claimed.evidence_id))


def review(desk, claimed, role, decision="approve", reason=""):
    url = desk.county.url("enrollment:review_exemption", pk=claimed.pk)
    return desk.county.client(role).post(url, {"exemption-decision": decision, "exemption-reason": reason})


@pytest.mark.req("C-06/six")
def test_two_steps_on_seen_evidence_accept_the_claim_for_the_term(desk, claimed):
    for role in ("class_teacher", "school_admin"):
        assert see(desk, claimed, role).status_code == 200
        review(desk, claimed, role)
    claimed.refresh_from_db()
    assert claimed.status == ExemptionClaim.Status.ACCEPTED
    accepted = ExemptionClaim.objects.of(claimed.bureau_id).accepted_on(desk.county.term.ends_on)
    assert accepted.get() == claimed
    assert Entry.objects.of(claimed.bureau_id).about(claimed).first().action == "exemption.accept"


def test_every_look_at_the_evidence_leaves_a_trace(desk, claimed):
    see(desk, claimed, "class_teacher")
    read = Entry.objects.of(claimed.bureau_id).about(claimed.evidence).filter(kind=Entry.Kind.READ).get()
    assert (read.role, read.user_id) == ("class_teacher", desk.county.users["class_teacher"].pk)


def test_evidence_that_was_not_opened_accepts_nothing(desk, claimed):
    assert "请先打开证明材料查验" in review(desk, claimed, "class_teacher").text
    claimed.refresh_from_db()
    assert claimed.status == ExemptionClaim.Status.SUBMITTED


@pytest.mark.parametrize("role", ["teacher", "cashier"])
def test_others_at_the_school_neither_see_nor_decide(desk, claimed, role):
    assert see(desk, claimed, role).status_code == 403
    assert review(desk, claimed, role).status_code == 403


def test_the_teacher_of_another_class_does_not_open_the_evidence(desk, claimed):
    teacher, bureau_id = desk.county.people["class_teacher"], claimed.bureau_id
    teacher.school_class = SchoolClass.objects.of(bureau_id).create(school=desk.county.school, grade=3, number=2)
    teacher.save(update_fields=["school_class"])
    assert see(desk, claimed, "class_teacher").status_code == 403
    assert not Entry.objects.of(bureau_id).about(claimed.evidence).exists()
    assert see(desk, claimed, "moral_education_office").status_code == 200


def test_another_county_sees_neither_claim_nor_evidence(desk, claimed, world):
    for name, pk in [("enrollment:review_exemption", claimed.pk), ("bureaus:download_attachment", claimed.evidence_id)]:
        client, url = world.anxi.client("school_admin"), world.anxi.url(name, pk=pk)
        assert (client.post(url) if "review" in name else client.get(url)).status_code == 404


def test_a_rejected_claim_says_why_and_leaves_the_application_alone(desk, claimed):
    assert "要写明理由" in review(desk, claimed, "class_teacher", "reject").text
    review(desk, claimed, "class_teacher", "reject", "证件已过期")
    claimed.refresh_from_db()
    assert (claimed.status, claimed.decision_reason) == (ExemptionClaim.Status.REJECTED, "证件已过期")
    assert claimed.application.status == "submitted"
    page = desk.county.client("guardian").get(
        desk.county.url("enrollment:show_family_application", pk=claimed.application_id)
    )
    assert "证件已过期" in page.text


def test_the_review_page_shows_evidence_steps_and_clause(desk, claimed):
    page = (
        desk.county.client("class_teacher")
        .get(desk.county.url("enrollment:show_application", pk=claimed.application_id))
        .text
    )
    assert "低保户子女" in page
    assert "打开查验后才能认定" in page
    assert "班主任初审" in page
