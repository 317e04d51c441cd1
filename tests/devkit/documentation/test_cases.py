"""Small inputs with the right value: read in order, shown with their tests."""

import pytest

from devkit.documentation import cases
from devkit.documentation.cases import Case, InvalidCases
from devkit.documentation.proofs import Proof

ROW = '[[case]]\nid = "D2"\ngiven = "Two."\nright = "Four."\n'


def write(tmp_path, text):
    path = tmp_path / "cases.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_cases_are_read_in_the_order_of_their_numbers(tmp_path):
    found = cases.read_cases(write(tmp_path, ROW + ROW.replace("D2", "D10")))
    assert [case.id for case in found] == ["D2", "D10"]


@pytest.mark.parametrize(
    "text",
    [
        ROW + ROW,
        ROW.replace("D2", "D10") + ROW,
        ROW.replace("D2", "two"),
        ROW.replace("Four.", ""),
        ROW + 'wish = "x"\n',
        "[[case",
    ],
    ids=["twice", "order", "id", "nothing is right", "unknown key", "not TOML"],
)
def test_a_broken_file_is_refused(tmp_path, text):
    with pytest.raises(InvalidCases):
        cases.read_cases(write(tmp_path, text))


def test_each_case_is_shown_with_its_tests_or_as_open():
    found = [Case(id="D2", given="Two.", right="Four."), Case(id="D3", given="a|b", right="Five.")]
    page = cases.page(found, {"D2": [Proof("tests/schools/test_a.py", "test_two")]})
    assert page.endswith(
        "| D2 | Two. | Four. | [schools/test_a](../tests/schools/test_a.py): test_two |\n"
        "| D3 | a\\|b | Five. | open |\n"
    )
