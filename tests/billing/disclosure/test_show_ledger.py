"""总账: the rows behind the balance, for the school and for the bureau; no child is named."""

import pytest
import time_machine


@pytest.fixture(autouse=True)
def paid(cash) -> None:
    """One family paid in full."""
    with time_machine.travel("2021-09-10 10:00+08:00", tick=False):
        charge = cash.charges()[1]
        payment = {"method": "bank_transfer", "received_on": "2021-09-10", "receipt_number": "示例0001"}
        url = cash.county.url("billing:record_payment", pk=charge.pk)
        cash.county.client("cashier").post(url, payment | {"amount": "300.00"})


@pytest.mark.req("C-42", "D-58")
@pytest.mark.parametrize("role", ["cashier", "school_admin", "finance", "inspector", "officer"])
def test_the_ledger_shows_its_rows(cash, role):
    page = cash.county.client(role).get(cash.county.url("billing:show_ledger"), {"school": cash.county.school.pk}).text
    assert "借贷平衡" in page and "收到课后服务费" in page and "示例学生" not in page


def test_the_bureau_sees_all_schools_and_another_role_nothing(cash):
    url = cash.county.url("billing:show_ledger")
    assert cash.county.school.name in cash.county.client("finance").get(url).text
    assert cash.county.client("teacher").get(url).status_code == 403
