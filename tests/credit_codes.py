"""Credit codes that check, of no real institution: the organization part is all zeros."""

from stdnum.cn.uscc import calc_check_digit


def credit_code(serial: int) -> str:
    body = f"5215080200000{serial:04d}"
    return body + calc_check_digit(body)


CREDIT_CODE = credit_code(1)
