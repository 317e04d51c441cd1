"""The rows with which the routes of enrollment.agreements are opened."""

from django.test import Client
from django.utils import timezone

from afterschool.tenancy.scopes import bureau_scope
from enrollment.admissions.models import Application
from enrollment.agreements import services, texts
from tests.desk import desk_of
from tests.stage import Stage


def build(stage: Stage) -> None:
    """The second family was accepted and has agreed; the first still waits, and is accepted before it agrees."""
    county = stage.county
    waiting, desk = Application.objects.of(county.bureau.pk).get(), desk_of(county)
    desk.agreed("课业辅导", n=1)

    def hash_of_the_text(client: Client) -> str:
        with bureau_scope(county.bureau.pk):
            return services.draft_agreement(waiting, guardian_name=county.guardian.name, on=timezone.localdate()).sha256

    stage.opens("enrollment", "accept_agreement", pk=waiting.pk)
    stage.posts("enrollment", "accept_agreement", sha256=hash_of_the_text)
    stage.comes_first("enrollment", "accept_agreement", lambda: desk.accept(waiting))
    template = {"version": "2021-秋-2", "title": texts.TITLE, "body": texts.BODY, "effective_from": "2021-12-01"}
    stage.posts("enrollment", "publish_agreement_template", **template)
