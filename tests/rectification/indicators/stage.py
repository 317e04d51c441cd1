"""The rows with which the routes of rectification.indicators are opened."""

from django.utils import timezone

from audit.actors import Actor
from rectification.indicators import services
from tests.stage import Stage


def build(stage: Stage) -> None:
    """Last night's snapshots."""
    bureau_id = stage.county.bureau.pk
    services.take_snapshots(bureau_id, on=timezone.localdate(), reason="nightly", by=Actor.system(bureau_id))
    stage.opens("rectification", "show_indicator export_indicator", code="school_coverage")
    stage.opens("", "api-indicator-detail", code="school_coverage")
