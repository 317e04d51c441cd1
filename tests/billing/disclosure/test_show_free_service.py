"""In a county whose document makes the service free, empty books say why, with the clause."""

import pytest
from django.urls import reverse

from audit.roles import Role

FREE = "本地课后服务免费"
PAGES = ("billing:show_ledger", "billing:list_fee_standards", "billing:list_disclosures")


@pytest.mark.parametrize("route", PAGES)
def test_the_pages_of_a_free_county_say_that_it_is_free_and_by_which_document(shahe, route):
    page = shahe.client(Role.FINANCE).get(shahe.url(route))
    assert FREE in page.content.decode()
    assert "沙河" in page.context["free"].clause.title


def test_a_family_of_a_free_county_reads_that_nothing_is_to_be_paid(shahe):
    page = shahe.client("guardian").get(shahe.url("billing:list_family_charges"))
    assert FREE in page.content.decode()


@pytest.mark.parametrize("route", PAGES)
def test_where_a_fee_may_be_asked_nobody_is_told_so(qilin, route):
    address = reverse(route, kwargs={"bureau_code": qilin.code})
    page = qilin.client(Role.FINANCE).get(address)
    assert page.status_code == 200 and FREE not in page.content.decode()
