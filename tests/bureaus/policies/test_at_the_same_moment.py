"""Two people do the same thing in the same moment: real threads, real PostgreSQL; one wins, one gets a sentence."""

import threading
from datetime import date

import pytest
from django.db import connection

from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.errors import RuleViolation
from bureaus.policies import packs, services
from bureaus.policies.kinds import ReviewSubject
from bureaus.policies.models import Policy
from bureaus.reviews import services as reviews
from bureaus.reviews.models import ReviewCase
from bureaus.terms import services as terms_services
from bureaus.terms.models import Term
from tests.world import World

SPRING = {"year": 2022, "season": "spring", "starts_on": date(2023, 2, 13), "ends_on": date(2023, 7, 7)}


def file_review(county):
    by = county.actor("school_admin")
    reviews.open_review(county.school, chain=ReviewSubject.PLAN_APPROVAL, by=by, school_id=county.school.pk, path="/")


def adopt(county):
    services.adopt_policy_pack(pack_code="bayannur_2021", by=county.actor("officer"))


def open_term(county):
    terms_services.open_term(**SPRING, by=county.actor("officer"))


def count_of(county, model, **conditions):
    with bureau_scope(county.bureau.pk):
        return model.objects.of(county.bureau.pk).filter(**conditions).count()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("act", "sentence", "model", "conditions", "count"),
    [
        (file_review, "不能重复送审", ReviewCase, {}, 1),
        (adopt, "已经采用", Policy, {}, len(packs.all_packs()["bayannur_2021"].statements)),
        (open_term, "已经建立", Term, {"season": "spring"}, 1),
    ],
    ids=["送审", "采用政策包", "开启学期"],
)
def test_one_of_two_wins_and_the_other_gets_a_sentence(act, sentence, model, conditions, count):
    county = World.build().linhe
    start, results = threading.Barrier(2), []

    def work() -> None:
        try:
            start.wait(10)
            with bureau_scope(county.bureau.pk):
                act(county)
            results.append("done")
        except RuleViolation as refusal:
            results.append(refusal.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(results) == 2 and "done" in results
    assert any(sentence in result for result in results)
    assert count_of(county, model, **conditions) == count
