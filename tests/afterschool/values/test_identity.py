"""Numbers of people and units: what is wrong is said, what is private is masked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from afterschool.values import identity
from afterschool.values.errors import RuleViolation

TODAY = date(2026, 9, 1)


def number_of(province="35", county="0524", born="20170131", serial="001"):
    body = province + county + born + serial
    return body + mod_11_2.calc_check_digit(body)


births = st.dates(identity.EARLIEST_BIRTH, TODAY)


@given(st.sampled_from(sorted(identity.PROVINCES)), births, st.integers(0, 999))
def test_every_well_made_number_passes(province, born_on, serial):
    checked = identity.check_resident_id(
        number_of(province, born=f"{born_on:%Y%m%d}", serial=f"{serial:03}"), today=TODAY
    )
    assert checked.born_on == born_on
    assert checked.is_female == (serial % 2 == 0)


@given(births, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(born_on, position, shift):
    """ISO 7064 MOD 11-2 finds every single error, whatever the other checks say first."""
    number = number_of(born=f"{born_on:%Y%m%d}")
    old = number[position]
    new = "0123456789X"[("0123456789X".index(old) + shift) % 11]
    with pytest.raises(RuleViolation):
        identity.check_resident_id(number[:position] + new + number[position + 1 :], today=TODAY)


@given(births, st.integers(0, 16))
def test_two_neighbors_swapped_are_always_found(born_on, position):
    number = number_of(born=f"{born_on:%Y%m%d}", serial="407")
    swapped = number[:position] + number[position + 1] + number[position] + number[position + 2 :]
    if swapped != number:
        with pytest.raises(RuleViolation):
            identity.check_resident_id(swapped, today=TODAY)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (number_of()[:-1], "现在是 17 位"),
        ("", "现在是 0 位"),
        (number_of()[:5] + "A" + number_of()[6:], "前 17 位应为数字"),
        (number_of("16"), "地区码 16"),
        (number_of(born="20170229"), "不是一个真实的日期"),
        (number_of(born="20260902"), "晚于今天"),
        (number_of(born="18991231"), "早于 1900 年"),
        (number_of()[:-1] + ("0" if number_of()[-1] != "0" else "1"), "校验码不对"),
    ],
)
def test_the_refusal_says_which_part_is_wrong(number, sentence):
    with pytest.raises(RuleViolation, match=sentence) as refusal:
        identity.check_resident_id(number, today=TODAY)
    assert refusal.value.clause == identity.RESIDENT_ID
    assert not number or number not in str(refusal.value)


@pytest.mark.parametrize(
    "typed", ["１１０１０５１９４９１２３１００２ｘ", "110105 19491231 002x", "110105-19491231-002X"]
)
def test_numbers_are_read_as_people_type_them(typed):
    assert identity.check_resident_id(typed, today=TODAY).number == "11010519491231002X"


@pytest.mark.parametrize(
    "number",
    [number_of("13", "0131", "19900101"), number_of("44", "0306", "19900101"), number_of("83", "0000", "20150101")],
    ids=["county-code-younger-than-person-13", "county-code-younger-than-person-44", "taiwan-residence-permit"],
)
def test_real_numbers_that_common_checkers_refuse(number):
    assert identity.check_resident_id(number, today=TODAY).number == number


def test_foreign_permanent_residents_have_numbers_too():
    assert identity.check_resident_id(number_of("93", "5156", "19860405"), today=TODAY).born_on == date(1986, 4, 5)


def test_a_newborn_counts():
    number = number_of(born=f"{TODAY:%Y%m%d}")
    assert identity.check_resident_id(number, today=TODAY).born_on == TODAY
    with pytest.raises(RuleViolation):
        identity.check_resident_id(number, today=TODAY - timedelta(days=1))


def test_a_checked_number_does_not_print():
    assert repr(identity.check_resident_id(number_of(), today=TODAY)) == "ResidentId()"


@pytest.mark.parametrize("typed", ["19900000001", "+86 199-0000-0001", "0086 19900000001", "１９９００００ ０００１"])
def test_phone(typed):
    assert identity.check_phone(typed) == "19900000001"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1990000000", "现在是 10 位"),
        ("12000000001", "以 13 至 19 开头"),
        ("05950000000", "固定电话"),
        ("199O0000001", "数字"),
    ],
)
def test_phone_refused(typed, sentence):
    with pytest.raises(RuleViolation, match=sentence):
        identity.check_phone(typed)


def test_credit_code():
    assert identity.check_credit_code("91110000600037341l") == "91110000600037341L"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("9111000060003734", "现在是 16 位"), ("911100006000373410", "校验码不对"), ("ZZ110000600037341L", "格式不对")],
)
def test_credit_code_refused(code, sentence):
    with pytest.raises(RuleViolation, match=sentence) as refusal:
        identity.check_credit_code(code)
    assert refusal.value.clause == identity.CREDIT_CODE


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("", ""),
        ("张", "张*"),
        ("张三", "张*"),
        ("李小明", "李*明"),
        ("欧阳小明", "欧**明"),
        ("买买提·艾力", "买****力"),
    ],
)
def test_mask_name(name, masked):
    assert identity.mask_name(name) == masked


@given(st.text("张王李赵钱孙", min_size=3, max_size=12))
def test_a_masked_name_keeps_its_length_and_hides_its_middle(name):
    masked = identity.mask_name(name)
    assert len(masked) == len(name)
    assert set(masked[1:-1]) == {"*"}


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_mask_phone(phone):
    assert identity.mask_phone(phone) == f"{phone[:3]}****{phone[-4:]}"


@given(st.text("0123456789X", max_size=20))
def test_a_masked_number_never_shows_the_date_of_birth(number):
    masked = identity.mask_number(number)
    assert len(masked) == len(number)
    assert masked[6:14].strip("*") == "" or len(number) < 18


@given(st.text("0123456789", max_size=10))
def test_a_short_number_is_hidden_whole(number):
    assert set(identity.mask_phone(number)) <= {"*"}
    assert set(identity.mask_number(number)) <= {"*"}
