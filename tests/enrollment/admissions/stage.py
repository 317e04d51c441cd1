"""The rows with which the routes of enrollment.admissions are opened."""

from datetime import timedelta

from django.utils import timezone

from afterschool.papers import uploads
from bureaus.documents import services as document_services
from bureaus.documents.permissions import EVIDENCE_READERS
from enrollment.admissions.models import ExemptionClaim, Place
from enrollment.admissions.services import applications as application_services
from enrollment.admissions.services import reviewing
from schools.plans.models import ServicePlan
from tests.desk import MONDAY, open_desk
from tests.files import photograph
from tests.stage import Stage


def build(stage: Stage) -> None:
    """A round that is open for a week, and a family that applied with a claim and waits for the class teacher."""
    county = stage.county
    bureau_id, plans = county.bureau.pk, ServicePlan.objects.of(county.bureau.pk).approved()
    plan, coming = plans.get(term=county.term), plans.exclude(term=county.term).get()
    desk = open_desk(county, plan)
    evidence = application_services.Claim("subsistence_allowance", uploads.check_upload(photograph()))
    application = desk.apply("课业辅导", "科学实验", claim=evidence)
    place = Place.objects.of(bureau_id).get(application=application, offering__activity__name="科学实验")
    claim = ExemptionClaim.objects.of(bureau_id).get(application=application)
    stage.opens("bureaus", "download_attachment", when="evidence of an exemption", pk=claim.evidence_id)
    stage.opens("enrollment", "open_round", pk=coming.pk)
    stage.opens("enrollment", "show_round close_round", pk=desk.round.pk)
    stage.opens("enrollment", "apply", pk=desk.round.pk, student_pk=county.student.pk)
    stage.opens("enrollment", "show_family_application withdraw_application", pk=application.pk)
    stage.opens("enrollment", "show_application review_application", pk=application.pk)
    stage.opens("enrollment", "review_exemption", pk=claim.pk)
    stage.opens("enrollment", "remove_club", pk=place.pk)
    stage.opens("enrollment", "show_roster", pk=place.offering_id)
    first, last = timezone.localtime(), timezone.localtime() + timedelta(days=60)
    opening = {"opens_at": f"{first:%Y-%m-%dT%H:%M}", "closes_at": f"{last:%Y-%m-%dT%H:%M}", "clubs_per_student": 2}
    stage.posts("enrollment", "open_round", **opening)
    stage.posts("enrollment", "apply", offerings=desk.pks("课业辅导", "篮球社"))
    stage.posts("enrollment", "show_family_application", answer="示例")
    stage.posts("enrollment", "review_application", decision="approve")
    stage.posts("enrollment", "review_exemption", **{"exemption-decision": "approve"})
    stage.posts("enrollment", "approve_applications", applications=[application.pk])
    stage.posts("enrollment", "remove_club", reason="示例")

    def withdraw() -> None:
        """A family that withdrew may apply again while the round is open."""
        stage.move_clock(MONDAY)
        application.refresh_from_db()
        application_services.withdraw_application(application=application, by=desk.family())

    def ask() -> None:
        by = county.actor("class_teacher")
        reviewing.review_application(application=application, decision="ask", reason="示例", by=by)

    def approve() -> None:
        by = county.actor("class_teacher")
        reviewing.review_application(application=application, decision="approve", by=by)

    def see_the_evidence(*before: str) -> None:
        """Those at the school who may have opened it; these have accepted the claim already."""
        for role in sorted(EVIDENCE_READERS):
            document_services.open_attachment(county.actor(role), claim.evidence_id)
        for role in before:
            reviewing.review_exemption(claim=claim, decision="approve", by=county.actor(role))

    stage.comes_first("enrollment", "apply", withdraw)
    stage.comes_first("enrollment", "show_family_application", ask)
    stage.comes_first("enrollment", "review_exemption", see_the_evidence)
    stage.comes_first("enrollment", "review_application remove_club", approve, when="second step")
    stage.comes_first("enrollment", "review_exemption", lambda: see_the_evidence("class_teacher"), when="second step")
