"""信息公示, the last of the six steps: the plan and, where there is a fee, its standard are public."""

import pytest

from billing.standards import reports


def progress(cash):
    school, term = cash.county.school, cash.county.term
    return reports.disclosure_progress(cash.county.bureau.pk, [school.pk], term)[school.pk]


@pytest.mark.parametrize("status", ["draft", "filed"])
def test_a_fee_that_is_not_published_is_missing(cash, status):
    cash.standard(status)
    assert not progress(cash).done
    assert progress(cash).missing == ("收费标准还没有公示。",)


def test_a_published_standard_completes_the_step(cash):
    cash.standard("published")
    assert progress(cash).done


def test_a_plan_without_a_fee_is_public_from_its_approval(cash):
    cash.plan.fee_amount = None
    cash.plan.save(update_fields=["fee_amount"])
    assert progress(cash).done


def test_a_school_without_an_approved_plan_has_nothing_to_publish(cash):
    other = cash.county.other_school
    progress = reports.disclosure_progress(cash.county.bureau.pk, [other.pk], cash.county.term)
    assert progress[other.pk].missing == ("方案还没有备案，不能公示。",)


def test_the_first_page_shows_all_six_steps(cash):
    page = cash.county.client("officer").get(cash.county.url("bureaus:show_home")).text
    titles = ["宣传摸底", "拟定方案", "审批备案", "自愿申报", "签订协议", "信息公示"]
    assert [page.index(title) for title in titles] == sorted(page.index(title) for title in titles)


def test_the_step_costs_the_same_for_one_school_and_for_many(cash, django_assert_num_queries):
    ids = [cash.county.school.pk, cash.county.other_school.pk]
    with django_assert_num_queries(2):
        reports.disclosure_progress(cash.county.bureau.pk, ids, cash.county.term)
