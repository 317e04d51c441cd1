"""What the text of an agreement must say, and how it is filled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterschool.values.errors import RuleViolation
from enrollment.agreements import rules
from enrollment.agreements import texts as agreement_texts


def test_the_text_that_comes_with_the_product_can_be_published_and_filled():
    rules.check_agreement_body(agreement_texts.BODY)
    filled = rules.fill_agreement(agreement_texts.BODY, {name: f"《{name}》" for name in rules.PLACEHOLDERS})
    assert "{" not in filled
    assert all(f"《{name}》" in filled for name in rules.PLACEHOLDERS)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{child} {times} {fee}", "缺少必须写明的内容：{refund}"),
        ("{child} {times} {fee} {refund} {id_number}", "不认识的占位符：{id_number}"),
        ("{child} {times} {fee} {refund} {", "大括号不成对"),
        ("{child.__class__} {times} {fee} {refund}", "不认识的占位符"),
    ],
)
def test_a_text_that_cannot_be_filled_is_refused(body, sentence):
    with pytest.raises(RuleViolation) as refusal:
        rules.check_agreement_body(body)
    assert sentence in refusal.value.message
    assert refusal.value.field == "body"


def test_what_a_family_is_called_is_never_read_as_a_placeholder():
    assert rules.fill_agreement("{child}", {"child": "{fee}", "fee": "9"}) == "{fee}"


@given(st.text())
def test_one_character_more_is_another_digest(text):
    assert rules.digest(text) == rules.digest(text)
    assert rules.digest(text) != rules.digest(text + "。")
