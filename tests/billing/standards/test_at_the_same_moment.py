"""Two people draft the same standard in the same moment: one is refused in words."""

from django.http import HttpResponse

from afterschool.tenancy.scopes import bureau_scope
from billing.standards.models import FeeStandard
from tests.threads import all_look_before_one_writes


def test_on_a_bare_button_the_sentence_is_an_answer_of_its_own(committed_cash):
    cash = committed_cash

    def press() -> HttpResponse:
        return cash.county.client("school_admin").post(cash.county.url("billing:draft_fee_standard", pk=cash.plan.pk))

    drafted, refused = all_look_before_one_writes([press, press], FeeStandard)
    assert (drafted.status_code, refused.status_code) == (302, 409)
    assert "本校本学期已有同类收费标准。" in refused.text
    with bureau_scope(cash.county.bureau.pk):
        assert FeeStandard.objects.of(cash.county.bureau.pk).count() == 1
