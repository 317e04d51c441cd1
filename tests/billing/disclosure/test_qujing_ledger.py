"""经费接受监督 in 麒麟区: what came in is read by those who answer for it, row by row."""

import pytest

from enrollment.admissions.models import Application
from tests.cash import Cash, pay
from tests.world import County

READERS = ["cashier", "school_admin", "principal", "finance", "inspector", "officer"]


@pytest.fixture
def county(qilin_desk) -> County:
    """One family has paid for the term."""
    first = Application.objects.of(qilin_desk.county.bureau.pk).get(status="agreed")
    cash = Cash(qilin_desk.county, qilin_desk.round.plan, exempt=first, paying=first)
    pay(cash, cash.charges()[0], received_on="2024-09-09")
    return cash.county


def read(county: County, role: str):
    return county.client(role).get(county.url("billing:show_ledger"), {"school": county.school.pk})


@pytest.mark.req("D-58/income")
@pytest.mark.parametrize("role", READERS)
def test_what_came_in_is_read_with_its_rows(county, role):
    page = read(county, role).text
    assert "借贷平衡" in page and "收到课后服务费" in page and page.count("300.00") >= 2
    assert "示例学生" not in page


@pytest.mark.parametrize("role", ["teacher", "class_teacher", "provider_agent", "guardian"])
def test_others_do_not_read_it(county, role):
    assert read(county, role).status_code == 403
