"""docs/requirements.md: counts on top, then each row as proved, open or not provable."""

from afterschool.documentation import traceability
from afterschool.documentation.proofs import Proof
from afterschool.documentation.requirements import Document, Requirement

PROVED = Requirement(id="X-01", title="一", kind="gate", article="五(三)", demand="First approve.")
OPEN = Requirement(id="X-02", title="二", kind="form", article="六", demand="Write a|b.", product="It does half.")
HISTORY = Requirement(
    id="X-03", title="三", kind="history", article="七", demand="It was so.", not_provable="It tells what happened."
)
DOCUMENT = Document(
    prefix="X",
    title="《示例》",
    number="示〔2026〕1号",
    name="示例",
    status="an example",
    requirements=(PROVED, OPEN, HISTORY),
)
PROOFS = {"X-01": [Proof("tests/schools/test_a.py", "test_one"), Proof("tests/schools/test_a.py", "test_two")]}


def test_the_summary_counts_each_state():
    summary = traceability.summary([DOCUMENT], PROOFS)
    assert "| [X 示例](#document-x) | 3 | 1 | 1 | 1 |" in summary
    assert "| **all** | 3 | 1 | 1 | 1 |" in summary


def test_a_proved_row_names_its_tests_by_module():
    assert traceability.line(PROVED, PROOFS["X-01"]).endswith(
        "| [schools/test_a](../tests/schools/test_a.py): test_one, test_two |"
    )


def test_an_open_row_says_so_and_what_the_product_does():
    line = traceability.line(OPEN, [])
    assert line.endswith("| open |")
    assert "*It does half.*" in line
    assert "a\\|b" in line


def test_a_test_supports_but_does_not_prove_what_cannot_be_proved():
    proofs = {"X-03": [Proof("tests/test_a.py", "test_one")]}
    assert traceability.state(HISTORY, proofs) == traceability.NOT_PROVABLE
    assert "It tells what happened.<br>Supported by [test_a]" in traceability.line(HISTORY, proofs["X-03"])


def test_the_same_input_gives_the_same_page():
    assert traceability.page([DOCUMENT], PROOFS) == traceability.page([DOCUMENT], dict(PROOFS))
    assert "《示例》 示〔2026〕1号: an example." in traceability.page([DOCUMENT], PROOFS)
