"""The rows with which the routes of billing.standards are opened."""

from billing.standards import services
from schools.plans.models import ServicePlan
from tests.stage import Stage

FILED = "示发改〔2021〕1号"


def build(stage: Stage) -> None:
    """This term's fee, filed and published; next term's, drafted; for the one after, none before its plan is approved."""
    county = stage.county
    admin, plans = county.actor("school_admin"), ServicePlan.objects.of(county.bureau.pk)
    approved, draft = plans.approved(), plans.get(status="draft")
    standard = services.draft_fee_standard(plan=approved.get(term=county.term), by=admin)
    services.file_fee_standard(standard=standard, filing_document=FILED, by=admin)
    services.publish_fee_standard(standard=standard, by=admin)
    coming = services.draft_fee_standard(plan=approved.exclude(term=county.term).get(), by=admin)
    stage.opens("billing", "draft_fee_standard", pk=draft.pk)
    stage.opens("billing", "file_fee_standard publish_fee_standard", pk=coming.pk)
    stage.posts("billing", "file_fee_standard", filing_document=FILED)
    stage.comes_first("billing", "draft_fee_standard", lambda: plans.filter(pk=draft.pk).update(status="approved"))

    def file() -> None:
        services.file_fee_standard(standard=coming, filing_document=FILED, by=admin)

    stage.comes_first("billing", "publish_fee_standard", file)
