"""The first families of a bureau that published no text accept at once: real threads, real connections."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from afterschool.tenancy.scopes import bureau_scope
from enrollment.admissions.models import Application
from enrollment.agreements import services
from enrollment.agreements.models import Agreement, AgreementTemplate
from tests.desk import Desk, give_consent, open_desk
from tests.world import World


@pytest.fixture
def desk(transactional_db) -> Desk:
    county = World.build().linhe
    with bureau_scope(county.bureau.pk):
        give_consent(county)
        return open_desk(county, county.approved_plan())


def test_both_have_their_agreement_to_one_text(desk):
    bureau_id = desk.county.bureau.pk
    with bureau_scope(bureau_id):
        accepted = [desk.accept(desk.apply("课业辅导", n=n)) for n in range(2)]
    found_no_text = Barrier(2)

    def sign(n: int) -> str:
        try:
            with bureau_scope(bureau_id):
                application = Application.objects.of(bureau_id).get(pk=accepted[n].pk)
                draft = services.draft_agreement(
                    application, guardian_name=desk.family(n).name, on=timezone.localdate()
                )
                found_no_text.wait(timeout=60)
                services.accept_agreement(application=application, sha256=draft.sha256, by=desk.family(n))
            return "agreed"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(sign, range(2))) == ["agreed", "agreed"]
    with bureau_scope(bureau_id):
        assert Agreement.objects.of(bureau_id).count() == 2
        assert AgreementTemplate.objects.of(bureau_id).count() == 1
