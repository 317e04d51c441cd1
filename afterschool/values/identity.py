"""Numbers that identify a person or an organization, and their masked forms. Pure functions.

Sources: GB 11643-1999 (citizen identity number), GB/T 2260 (province codes), GB/T 17710 (ISO 7064 MOD 11-2),
GB 32100-2015 (unified social credit code). `stdnum.cn.ric` is not used: it compares the county code with the year of
birth and refuses real numbers.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError
from stdnum.iso7064 import mod_11_2

from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation

RESIDENT_ID = Clause("公民身份号码", "GB 11643-1999")
CREDIT_CODE = Clause("法人和其他组织统一社会信用代码编码规则", "GB 32100-2015")
PROVINCES = frozenset(
    f"{number}"
    for first, last in [(11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83)]
    for number in range(first, last + 1)
)  # 81/82/83: residence permits of Hong Kong, Macao and Taiwan residents
FOREIGNER = "9"  # first digit of a foreign permanent resident's number; the province follows it
EARLIEST_BIRTH = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class ResidentId:
    """身份证件号码, checked. The number stays out of repr and logs."""

    number: str = field(repr=False)
    born_on: date = field(repr=False)
    is_female: bool = field(repr=False)


def normalize(text: str) -> str:
    """Full-width digits, spaces and hyphens are how people type: one form for storing, comparing and indexing."""
    return re.sub(r"[\s\-\u2010-\u2015]", "", unicodedata.normalize("NFKC", text)).upper()


def check_resident_id(text: str, *, today: date) -> ResidentId:
    """The 18 characters of an identity number. Raises RuleViolation naming the part that is wrong."""
    number = normalize(text)
    if len(number) != 18:
        raise RuleViolation(f"身份证号应为 18 位，现在是 {len(number)} 位。", clause=RESIDENT_ID)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise RuleViolation("身份证号前 17 位应为数字，最后一位为数字或 X。", clause=RESIDENT_ID)
    province = number[1:3] if number[0] == FOREIGNER else number[:2]
    if province not in PROVINCES:
        raise RuleViolation(f"身份证号开头的地区码 {number[:2]} 不存在。", clause=RESIDENT_ID)
    born_on = _birth_date(number, today)
    if not mod_11_2.is_valid(number):
        raise RuleViolation("身份证号的校验码不对，请逐位核对。", clause=RESIDENT_ID)
    return ResidentId(number, born_on, is_female=int(number[16]) % 2 == 0)


def _birth_date(number: str, today: date) -> date:
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise RuleViolation("身份证号第 7 至 14 位不是一个真实的日期。", clause=RESIDENT_ID) from None
    if not EARLIEST_BIRTH <= born_on <= today:
        raise RuleViolation("身份证号中的出生日期早于 1900 年或晚于今天。", clause=RESIDENT_ID)
    return born_on


def check_phone(text: str) -> str:
    """A mainland mobile number as 11 digits; +86 and 0086 are dropped."""
    number = re.sub(r"^(\+86|0086)", "", normalize(text))
    if not re.fullmatch(r"[0-9]+", number):
        raise RuleViolation("手机号只能由数字组成。")
    if len(number) != 11:
        raise RuleViolation(f"手机号应为 11 位，现在是 {len(number)} 位。")
    if not re.match(r"1[3-9]", number):
        raise RuleViolation("手机号应以 13 至 19 开头；固定电话收不到短信。")
    return number


def check_credit_code(text: str) -> str:
    """The 18 characters of a unified social credit code."""
    number = normalize(text)
    try:
        return str(uscc.validate(number))
    except InvalidLength:
        raise RuleViolation(f"统一社会信用代码应为 18 位，现在是 {len(number)} 位。", clause=CREDIT_CODE) from None
    except InvalidChecksum:
        raise RuleViolation("统一社会信用代码的校验码不对，请对照证照逐位核对。", clause=CREDIT_CODE) from None
    except ValidationError:
        raise RuleViolation(
            "统一社会信用代码格式不对：前 8 位为登记管理部门、机构类别和地区码，不使用字母 I、O、Z、S、V。",
            clause=CREDIT_CODE,
        ) from None


# --- how much a reader may see ----------------------------------------------------------------------


def mask_name(name: str) -> str:
    """张三 → 张*, 李小明 → 李*明, 阿依古丽 → 阿**丽. The length stays: a family recognizes its own row."""
    if len(name) <= 2:
        return name[:1] + "*" if name else ""
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_phone(phone: str) -> str:
    """13800000001 → 138****0001. Anything shorter is hidden whole."""
    return f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}" if len(phone) >= 11 else "*" * len(phone)


def mask_number(number: str) -> str:
    """An identity or certificate number as its first three and last four characters, without the date of birth."""
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}" if len(number) >= 15 else "*" * len(number)
