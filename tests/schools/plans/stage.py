"""The rows with which the routes of schools.plans are opened."""

from decimal import Decimal

from afterschool.papers import uploads
from bureaus.documents import services as document_services
from providers.register.models import Provider
from schools.plans.models import PlanAttachment
from tests.credit_codes import CREDIT_CODE
from tests.files import photograph
from tests.stage import Stage

OF_PLAN = (
    "show_plan edit_plan submit_plan return_plan approve_plan withdraw_plan "
    "add_slots add_activity attach_file show_public_plan"
)


def build(stage: Stage) -> None:
    """An approved plan with a fee, its slots and activities, and the policy of its insurance."""
    county = stage.county
    plan = county.approved_plan()
    plan.fee_amount, plan.fee_unit = Decimal("300.00"), "term"
    plan.save(update_fields=["fee_amount", "fee_unit"])
    slot, activity = plan.slots.order_by("pk").first(), plan.activities.order_by("pk").first()
    insurance = document_services.keep_attachment(
        uploads.check_upload(photograph("保单.jpg")), purpose="plan-insurance", by=county.actor("school_admin")
    )
    attached = PlanAttachment.objects.of(plan.bureau_id).create(plan=plan, attachment=insurance)
    stage.opens("schools", OF_PLAN, pk=plan.pk)
    stage.opens("schools", "edit_slot remove_slot", pk=slot.pk)
    stage.opens("schools", "edit_activity remove_activity", pk=activity.pk)
    stage.opens("schools", "remove_attachment", pk=attached.pk)
    provider = Provider.objects.of(plan.bureau_id).get(credit_code=CREDIT_CODE)
    stage.opens("schools", "list_provider_activities", pk=provider.pk)
    stage.opens("schools", "show_school", pk=county.school.pk)
    stage.opens("", "api-school-detail", pk=county.school.pk)
    stage.opens("", "api-plan-detail", pk=plan.pk)
