"""总账: the rows behind the balance, for the school and for the bureau; no child is named."""

import pytest
import time_machine

from billing.charges.models import Charge
from billing.ledger.models import JournalEntry
from tests.cash import pay


@pytest.fixture(autouse=True)
def paid(cash) -> None:
    """One family paid in full."""
    with time_machine.travel("2021-09-10 10:00+08:00", tick=False):
        pay(cash, cash.charges()[1])


@pytest.mark.req("C-42/inspected")
@pytest.mark.parametrize("role", ["cashier", "school_admin", "finance", "inspector", "officer"])
def test_the_ledger_shows_its_rows(cash, role):
    page = cash.county.client(role).get(cash.county.url("billing:show_ledger"), {"school": cash.county.school.pk}).text
    assert "借贷平衡" in page and "收到课后服务费" in page and "示例学生" not in page


@pytest.mark.req("C-42/inspected")
def test_the_inspector_reads_every_row_and_whether_the_books_balance(cash):
    client, url = cash.county.client("inspector"), cash.county.url("billing:show_ledger")
    page = client.get(url, {"school": cash.county.school.pk}).text
    for charged in Charge.objects.of(cash.county.bureau.pk).exclude(status="waived"):
        assert f"开出课后服务费应收 {charged.number}" in page and "300.00" in page
    received = JournalEntry.objects.of(cash.county.bureau.pk).get(event="received")
    received.postings.create(bureau=cash.county.bureau, account="bank", amount="0.01")
    page = client.get(url, {"school": cash.county.school.pk}).text
    assert "借贷不平" in page and "借贷平衡" not in page


def test_the_bureau_sees_all_schools_and_another_role_nothing(cash):
    url = cash.county.url("billing:show_ledger")
    assert cash.county.school.name in cash.county.client("finance").get(url).text
    assert cash.county.client("teacher").get(url).status_code == 403


@pytest.mark.case("D38")
@pytest.mark.parametrize("role", ["finance", "inspector"])
@pytest.mark.parametrize("school", ["abc", "²", "9" * 5000, "-1", "0", "foreign"])
def test_what_names_no_school_is_not_found(cash, world, role, school):
    named = str(world.anxi.school.pk) if school == "foreign" else school
    client, url = cash.county.client(role), cash.county.url("billing:show_ledger")
    assert client.get(url, {"school": named}).status_code == 404


def test_a_school_sees_its_own_books_whatever_the_address_names(cash):
    client, url = cash.county.client("cashier"), cash.county.url("billing:show_ledger")
    assert client.get(url, {"school": cash.county.other_school.pk}).context["school"] == cash.county.school


def test_the_way_to_a_school_and_back_stays_in_the_term(cash):
    term = cash.county.term
    client, url = cash.county.client("finance"), cash.county.url("billing:show_ledger")
    assert f"?school={cash.county.school.pk}&amp;term={term.pk}" in client.get(url).text
    books = client.get(url, {"school": cash.county.school.pk, "term": term.pk})
    assert f'href="{url}?term={term.pk}"' in books.text
