"""A family sees its own charges, and why."""


def test_the_family_sees_what_it_owes_and_why(cash):
    cash.charges()
    page = cash.county.client("guardian").get(cash.county.url("billing:list_family_charges")).text
    assert "0 元" in page and "低保户子女免收" in page and "示例学生乙" not in page
