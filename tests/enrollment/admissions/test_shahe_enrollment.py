"""报名 as 沙河 describes it: the family chooses from a menu, class teacher, moral education and teaching office decide."""

import pytest

from enrollment.admissions.models import Application, Place, Round
from tests.desk import Desk, give_consent, open_desk

OFFICES = ("class_teacher", "moral_education_office", "teaching_office")
TIMES = {"opens_at": "2021-09-06T10:00", "closes_at": "2021-09-13T18:00", "clubs_per_student": "2"}


@pytest.fixture
def desk(shahe) -> Desk:
    give_consent(shahe)
    return open_desk(shahe, shahe.approved_plan())


def decide(desk: Desk, application: Application, role: str) -> int:
    url = desk.county.url("enrollment:review_application", pk=application.pk)
    return desk.county.client(role).post(url, {"decision": "approve"}).status_code


@pytest.mark.req("E-22", "E-14/signs_up")
def test_a_family_chooses_from_the_menu(desk):
    family = desk.county.client("guardian")
    page = family.get(desk.apply_url()).text
    for words in ("课业辅导", "阳光体育", "科学实验", "篮球社", "17:00–18:00"):
        assert words in page
    family.post(desk.apply_url(), {"offerings": desk.pks("课业辅导", "篮球社")})
    places = Place.objects.of(desk.county.bureau.pk).taken()
    assert set(places.values_list("offering__activity__name", flat=True)) == {"课业辅导", "篮球社"}
    assert Application.objects.of(desk.county.bureau.pk).get().guardian == desk.county.guardian


@pytest.mark.req("E-14/three_reviews")
def test_class_teacher_moral_education_and_teaching_office_decide_in_this_order(desk):
    application = desk.apply("课业辅导", "科学实验")
    for n, role in enumerate(OFFICES):
        for stranger in {"school_admin", "principal", *OFFICES} - {role}:
            assert decide(desk, application, stranger) == 403
        assert decide(desk, application, role) == 302
        application.refresh_from_db()
        assert application.status == ("accepted" if n == 2 else "submitted")


@pytest.mark.req("E-30")
def test_only_the_school_itself_opens_enrollment(shahe):
    plan = shahe.approved_plan()
    url = shahe.url("enrollment:open_round", pk=plan.pk)
    shahe.join("other_admin", shahe.people["school_admin"].role, school=shahe.other_school)
    for role in ("officer", "approver", "inspector", "committee_member", "class_teacher"):
        assert shahe.client(role).post(url, TIMES).status_code == 403
    for role in ("other_admin", "provider_agent", "guardian"):
        assert shahe.client(role).post(url, TIMES).status_code in (403, 404)
    assert not Round.objects.of(shahe.bureau.pk).exists()
    assert shahe.client("school_admin").post(url, TIMES).status_code == 302
    assert Round.objects.of(shahe.bureau.pk).get().school == shahe.school
