"""Marks are found on functions, classes, modules, parameters and tables of examples, without running anything."""

from devkit.documentation import proofs
from devkit.documentation.proofs import Proof

MODULE = '''
import pytest
CASES = [pytest.param(1, marks=pytest.mark.req("C-02"))]

@pytest.mark.req("C-01", "D-01")
def test_function(): ...

@pytest.mark.parametrize("n", CASES)
def test_table(n): ...

@pytest.mark.parametrize("n", [pytest.param(1, marks=[pytest.mark.req("C-03")])])
def test_parameter(n): ...

def test_unmarked(): ...

def helper():
    """pytest.mark.req("C-09") in words proves nothing."""

@pytest.mark.req("C-04")
class TestClass:
    pytestmark = [pytest.mark.req("C-05")]

    @pytest.mark.req("C-06")
    async def test_method(self): ...
'''


def test_marks_of_every_kind_are_found():
    assert proofs.marks_of_module(MODULE) == {
        "test_function": {"C-01", "D-01"},
        "test_table": {"C-02"},
        "test_parameter": {"C-03"},
        "TestClass.test_method": {"C-04", "C-05", "C-06"},
    }


def test_a_mark_of_the_module_holds_for_all_its_tests():
    source = 'import pytest\npytestmark = pytest.mark.req("E-14")\ndef test_one(): ...\ndef test_two(): ...\n'
    assert proofs.marks_of_module(source) == {
        "test_one": {"E-14"},
        "test_two": {"E-14"},
    }


def test_a_stated_rule_is_not_a_proof():
    source = 'import pytest\n@pytest.mark.stated("C-11")\ndef test_one(): ...\n'
    assert proofs.marks_of_module(source) == {}
    assert proofs.marks_of_module(source, "stated") == {"test_one": {"C-11"}}


def test_proofs_are_named_by_their_place(tmp_path):
    module = tmp_path / "tests" / "schools" / "test_submit_plan.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        'import pytest\n@pytest.mark.req("C-45")\ndef test_works(): ...\n',
        encoding="utf-8",
    )
    found = proofs.read_proofs(tmp_path / "tests", root=tmp_path)
    assert found == {"C-45": [Proof("tests/schools/test_submit_plan.py", "test_works")]}
