"""The rows with which the routes of billing.standards are opened."""

from billing.standards import services
from schools.plans.models import ServicePlan
from tests.stage import Stage


def build(stage: Stage) -> None:
    """The fee of the plan, filed and published."""
    admin, plan = stage.county.actor("school_admin"), ServicePlan.objects.of(stage.county.bureau.pk).get()
    standard = services.draft_fee_standard(plan=plan, by=admin)
    services.file_fee_standard(standard=standard, filing_document="示发改〔2021〕1号", by=admin)
    services.publish_fee_standard(standard=standard, by=admin)
    stage.opens("billing", "draft_fee_standard", pk=plan.pk)
    stage.opens("billing", "file_fee_standard publish_fee_standard", pk=standard.pk)
