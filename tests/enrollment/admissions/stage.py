"""The rows with which the routes of enrollment.admissions are opened."""

from afterschool.papers import uploads
from enrollment.admissions.models import ExemptionClaim, Place
from enrollment.admissions.services import applications as application_services
from schools.plans.models import ServicePlan
from tests.desk import open_desk
from tests.files import photograph
from tests.stage import Stage


def build(stage: Stage) -> None:
    """A round that is open, and a family that applied with a claim and waits for the class teacher."""
    county = stage.county
    plan = ServicePlan.objects.of(county.bureau.pk).get()
    desk = open_desk(county, plan)
    evidence = application_services.Claim("subsistence_allowance", uploads.check_upload(photograph()))
    application = desk.apply("课业辅导", "科学实验", claim=evidence)
    place = Place.objects.of(county.bureau.pk).get(application=application, offering__activity__name="科学实验")
    stage.opens("enrollment", "open_round", pk=plan.pk)
    stage.opens("enrollment", "show_round close_round", pk=desk.round.pk)
    stage.opens("enrollment", "apply", pk=desk.round.pk, student_pk=county.student.pk)
    stage.opens("enrollment", "show_family_application withdraw_application", pk=application.pk)
    stage.opens("enrollment", "show_application review_application", pk=application.pk)
    claim = ExemptionClaim.objects.of(county.bureau.pk).get(application=application)
    stage.opens("enrollment", "review_exemption", pk=claim.pk)
    stage.opens("enrollment", "remove_club", pk=place.pk)
    stage.opens("enrollment", "show_roster", pk=place.offering_id)
