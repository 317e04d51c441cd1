"""The rows with which the routes of schools.families are opened."""

from django.utils import timezone

from schools.families.models import Guardianship
from tests.stage import Stage


def build(stage: Stage) -> None:
    """Both families have agreed to the rules about their children's data."""
    Guardianship.objects.of(stage.county.bureau.pk).update(consented_at=timezone.now(), consent_version="2026-1")
    stage.opens("schools", "give_consent", pk=stage.county.student.pk)
