"""The rows with which the routes of schools.plans are opened."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from afterschool.papers import uploads
from bureaus.documents import services as document_services
from bureaus.terms import services as term_services
from providers.register.models import Provider
from schools.plans.models import PlanAttachment, ServicePlan
from schools.plans.services import plans as plan_services
from schools.surveys.models import DemandAnswer
from tests import factories
from tests.credit_codes import CREDIT_CODE
from tests.files import photograph
from tests.stage import Stage

TERMS = [  # in which the school's plan is approved, still a draft, not yet begun
    (2021, "spring", date(2022, 2, 21), date(2022, 7, 1)),
    (2022, "autumn", date(2022, 9, 1), date(2023, 1, 13)),
    (2022, "spring", date(2023, 2, 13), date(2023, 6, 30)),
]
SLOT = {"service": "after_school", "starts_at": "16:20", "ends_at": "18:10", "grade_from": 1, "grade_to": 6}
ACTIVITY = {
    "name": "合唱团",
    "kind": "club",
    "category": "interest_group",
    "weekdays": [2],
    "starts_at": "17:20",
    "ends_at": "18:20",
    "grade_from": 1,
    "grade_to": 6,
    "capacity": 20,
    "venue": "音乐教室",
    "content": "合唱",
}


def build(stage: Stage) -> None:
    """This term's approved plan with a fee and its insurance; next term's, approved too; a draft for the one after."""
    county = stage.county
    plan = county.approved_plan()
    plan.fee_amount, plan.fee_unit = Decimal("300.00"), "term"
    plan.save(update_fields=["fee_amount", "fee_unit"])
    officer = county.actor("officer")
    terms = [
        term_services.open_term(year=year, season=season, starts_on=first, ends_on=last, by=officer)
        for year, season, first, last in TERMS
    ]
    now = timezone.now()
    factories.complete_plan(county, term=terms[0], status="approved", submitted_at=now, decided_at=now)
    draft = factories.complete_plan(county, term=terms[1])
    DemandAnswer.objects.of(county.bureau.pk).create(
        term=terms[1], student=county.student, needs_service=True, source="school"
    )
    stage.opens("schools", "show_plan show_public_plan withdraw_plan", pk=plan.pk)
    stage.posts("schools", "withdraw_plan", reason="示例")
    stage.posts("schools", "create_plan", term=terms[2].pk, copied_from=plan.pk)
    _open_the_draft(stage, draft)
    provider = Provider.objects.of(plan.bureau_id).get(credit_code=CREDIT_CODE)
    stage.opens("schools", "list_provider_activities", pk=provider.pk)
    stage.opens("schools", "show_school", pk=county.school.pk)
    stage.opens("", "api-school-detail", pk=county.school.pk)
    stage.opens("", "api-plan-detail", pk=plan.pk)


def _open_the_draft(stage: Stage, plan: ServicePlan) -> None:
    """Its parts, for those who write it; for those who decide on it, it is submitted first."""
    county = stage.county
    slot, activity = plan.slots.order_by("pk").last(), plan.activities.order_by("pk").last()
    insurance = document_services.keep_attachment(
        uploads.check_upload(photograph("保单.jpg")), purpose="plan-insurance", by=county.actor("school_admin")
    )
    attached = PlanAttachment.objects.of(plan.bureau_id).create(plan=plan, attachment=insurance)
    stage.opens(
        "schools", "edit_plan submit_plan return_plan approve_plan add_slots add_activity attach_file", pk=plan.pk
    )
    stage.opens("schools", "edit_slot remove_slot", pk=slot.pk)
    stage.opens("schools", "edit_activity remove_activity", pk=activity.pk)
    stage.opens("schools", "remove_attachment", pk=attached.pk)
    written = {name: str(value) for name, value in factories.PARTS.items()} | {"organization": "副校长负责。"}
    stage.posts("schools", "edit_plan", **written, lesson_minutes=40, collection_channel="school_account")
    stage.posts("schools", "add_slots", **SLOT | {"starts_at": "07:20", "ends_at": "07:50"}, weekdays=[1])
    stage.posts("schools", "edit_slot", **SLOT, weekday=slot.weekday)
    stage.posts("schools", "add_activity edit_activity", **ACTIVITY, teacher=county.teacher.pk)
    stage.posts("schools", "attach_file", purpose="safety_rules", file=lambda client: photograph("制度.jpg"))
    stage.posts("schools", "return_plan", reason="示例")

    def submit() -> None:
        plan_services.submit_plan(plan=plan, by=county.actor("school_admin"))

    def approve() -> None:
        submit()
        plan_services.approve_plan(plan=plan, by=county.actor("officer"))

    stage.comes_first("schools", "return_plan approve_plan", submit)
    stage.comes_first("schools", "return_plan approve_plan", approve, when="second step")
