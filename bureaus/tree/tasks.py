"""What happens by the clock in every county: the beat orders one job for each, so that one county's trouble stays its own."""

from celery import shared_task
from django.utils import timezone

from audit import jobs
from audit.jobs import Payload
from bureaus.tree import reports as directory


@shared_task(name="bureaus.order_in_every_county")
def order_in_every_county(kind: str, **payload: Payload) -> None:
    """Orders the job of today in each active county, once however often the beat says it."""
    today = timezone.localdate().isoformat()
    key = ":".join([today, *(str(value) for value in payload.values())])
    jobs.order_in_each(kind, [bureau.pk for bureau in directory.counties()], key=key, on=today, **payload)
