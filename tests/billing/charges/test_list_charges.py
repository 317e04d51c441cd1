"""学生应收: of the running term, with a way to every other."""

from datetime import date

import pytest
import time_machine

from audit.roles import Role
from billing.charges.models import Charge
from bureaus.terms import services as term_services

RUNNING = "2021-10-08 09:00 +0800"


@pytest.fixture
def spring(cash):
    """The officer opens the next term while autumn runs."""
    with time_machine.travel(RUNNING, tick=False):
        return term_services.open_term(
            year=2021,
            season="spring",
            starts_on=date(2022, 2, 21),
            ends_on=date(2022, 7, 8),
            by=cash.county.actor(Role.OFFICER),
        )


@time_machine.travel(RUNNING, tick=False)
@pytest.mark.case("D37")
def test_the_cashier_sees_the_running_term_and_a_switch_to_the_next(cash, spring):
    cash.charges()
    client, url = cash.county.client(Role.CASHIER), cash.county.url("billing:list_charges")
    page = client.get(url)
    assert page.context["term"] == cash.county.term and len(page.context["page"].object_list) == 2
    assert f'href="?term={spring.pk}"' in page.text
    assert len(client.get(url, {"term": spring.pk}).context["page"].object_list) == 0


@time_machine.travel(RUNNING, tick=False)
def test_charges_are_issued_for_the_term_that_is_shown(cash, spring):
    cash.standard()
    client, issue = cash.county.client(Role.CASHIER), cash.county.url("billing:issue_charges")
    refused = client.post(issue, {"term": spring.pk})
    assert refused.status_code == 409 and "报备并公示后才能收费" in refused.text
    issued = client.post(issue, {"term": cash.county.term.pk})
    assert issued.url == f"{cash.county.url('billing:list_charges')}?term={cash.county.term.pk}"
    assert {charge.term for charge in Charge.objects.of(cash.county.bureau.pk)} == {cash.county.term}
    assert client.post(issue, {"term": "²"}).status_code == 404


@time_machine.travel("2022-03-01 09:00 +0800", tick=False)
def test_filters_and_figures_stay_in_the_term_that_was_named(cash, spring):
    autumn = cash.county.term
    cash.charges()
    page = cash.county.client(Role.CASHIER).get(cash.county.url("billing:list_charges"), {"term": autumn.pk})
    assert page.context["term"] == autumn
    assert f'href="?term={autumn.pk}&amp;status=waived"' in page.text
    assert f'<input type="hidden" name="term" value="{autumn.pk}">' in page.text
    assert f'{cash.county.url("billing:show_ledger")}?term={autumn.pk}"' in page.text
