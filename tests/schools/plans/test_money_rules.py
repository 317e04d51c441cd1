"""What a plan may charge: both sides of every limit, and which field of the policy a finding was read from."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bureaus.policies.kinds import FeeModel
from schools.plans.rules.money import check_fee
from tests.schools.plans.examples import COUNTY, PLAN, said, seen

CAP = ("fee_cap", "warn", "caps.lesson-primary")
CAP_JUNIOR = ("fee_cap", "warn", "caps.lesson-junior")
CAP_TERM = ("fee_cap", "block", "caps.term-all")
SHORT = ("lesson_minutes", "warn", "lesson_minutes.primary")
SHORT_JUNIOR = ("lesson_minutes", "warn", "lesson_minutes.junior")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, set(), id="up to the cap"),
        pytest.param({"fee_amount": Decimal("3.01")}, {CAP}, id="a cent above"),
        pytest.param({"stage": "nine_year", "lesson_minutes": 45}, {CAP_JUNIOR}, id="the lower cap of two stages"),
        pytest.param(
            {"stage": "junior", "fee_amount": Decimal(2), "lesson_minutes": 45}, set(), id="junior, at the cap"
        ),
        pytest.param({"fee_unit": "term", "fee_amount": Decimal(400)}, set(), id="a term, at the cap"),
        pytest.param({"fee_unit": "term", "fee_amount": Decimal("400.01")}, {CAP_TERM}, id="a term, a cent above"),
        pytest.param({"fee_unit": "term", "lesson_minutes": 1}, set(), id="a term has no lessons to measure"),
        pytest.param({"fee_unit": "month"}, {("fee_unit", "warn", "units")}, id="a unit that is not allowed"),
        pytest.param({"lesson_minutes": 39}, {SHORT}, id="a lesson one minute short"),
        pytest.param(
            {"stage": "nine_year", "fee_amount": Decimal(2), "lesson_minutes": 44},
            {SHORT_JUNIOR},
            id="junior, one short",
        ),
        pytest.param({"fee_unit": "", "fee_amount": Decimal(999)}, set(), id="no unit yet"),
        pytest.param(
            {"collection_channel": "parents_committee"},
            {("fee_channel", "warn", "forbidden_channels")},
            id="a forbidden channel",
        ),
        pytest.param(
            {"collection_channel": "personal_account"}, {("fee_channel", "warn", "channels")}, id="a channel not listed"
        ),
        pytest.param({"fee_amount": Decimal(0), "collection_channel": "personal_account"}, set(), id="free of charge"),
        pytest.param({"fee_amount": None, "collection_channel": "personal_account"}, set(), id="no amount yet"),
    ],
)
def test_a_fee(changes, expected):
    findings = list(check_fee(replace(PLAN, **changes), COUNTY.fee))
    assert seen(findings) == expected
    assert {finding.where for finding in findings} <= {"fee"}


def test_a_free_county_hears_only_that_it_is_free():
    free = replace(COUNTY.fee, model=FeeModel.FREE)
    facts = replace(PLAN, fee_amount=Decimal("0.01"), collection_channel="personal_account")
    (finding,) = check_fee(facts, free)
    assert (finding.code, finding.where) == ("fee_free", "fee")
    assert finding.message == "本地课后服务免费，方案不能收费（现填 0.01 元）。"
    assert list(check_fee(replace(facts, fee_amount=Decimal(0)), free)) == []


def test_what_nobody_limits_is_free_to_choose():
    easy = replace(COUNTY.fee, units=(), caps=(), lesson_minutes=None)
    facts = replace(PLAN, fee_amount=Decimal(999), fee_unit="month")
    assert list(check_fee(facts, easy)) == []
    assert list(check_fee(replace(facts, fee_unit="lesson", lesson_minutes=1), easy)) == []


def test_the_sentences_say_what_is_allowed_instead():
    committee = replace(PLAN, collection_channel="parents_committee")
    assert said(check_fee(committee, COUNTY.fee)) == ["课后服务费不能由“家长委员会代收”，只能通过学校账户收取。"]
    silent = replace(COUNTY.fee, channels=())
    assert said(check_fee(committee, silent)) == ["课后服务费不能由“家长委员会代收”，只能通过学校账户收取。"]
    two = replace(COUNTY.fee, channels=("school_account", "provider"), forbidden_channels=())
    assert said(check_fee(replace(PLAN, fee_unit="month"), COUNTY.fee)) == ["不能每月收费，可以每课时、每学期收费。"]
    assert list(check_fee(replace(PLAN, collection_channel="provider"), two)) == []
