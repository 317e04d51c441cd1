"""docs/requirements.md: counts on top, then each row as proved, open or not provable."""

from devkit.documentation import traceability
from devkit.documentation.proofs import Proof
from devkit.documentation.requirements import Document, Requirement
from devkit.documentation.traceability import Evidence

PROVED = Requirement(id="X-01", title="一", kind="gate", article="五(三)", demand="First approve.")
OPEN = Requirement(
    id="X-02",
    title="二",
    kind="form",
    article="六",
    demand="Write a|b.",
    product="It does half.",
)
HISTORY = Requirement(
    id="X-03",
    title="三",
    kind="history",
    article="七",
    demand="It was so.",
    not_provable="It tells what happened.",
)
CUT = Requirement(
    id="X-04",
    title="四",
    kind="disclosure",
    article="八",
    demand="Publish it all.",
    parts={
        "fee": "The fee is published.",
        "times": "The times are published.",
        "spirit": {"demand": "It is well meant.", "not_provable": "Nobody can see it."},
    },
)
DOCUMENT = Document(
    prefix="X",
    title="《示例》",
    number="示〔2026〕1号",
    name="示例",
    status="an example",
    requirements=(PROVED, OPEN, HISTORY, CUT),
)
PROOFS = Evidence(
    proving={
        "X-01": [
            Proof("tests/schools/test_a.py", "test_one"),
            Proof("tests/schools/test_a.py", "test_two"),
        ],
        "X-04/fee": [Proof("tests/schools/test_b.py", "test_fee")],
    }
)
THREE = Proof("tests/bureaus/test_packs.py", "test_three")
STATED = Evidence(stating={"X-02": [THREE], "X-04/times": [THREE]})


def test_the_summary_counts_each_state():
    summary = traceability.summary([DOCUMENT], Evidence(PROOFS.proving, STATED.stating))
    assert "| [X 示例](#document-x) | 4 | 1 | 1 | 1 | 0 | 1 |" in summary
    assert "| **all** | 4 | 1 | 1 | 1 | 0 | 1 |" in summary


def test_the_summary_counts_the_parts_a_row_that_is_not_cut_being_one():
    summary = traceability.summary([DOCUMENT], Evidence(PROOFS.proving, STATED.stating))
    assert "| [X 示例](#document-x) | 6 | 2 | 2 | 0 | 2 |" in summary


def test_a_proved_row_names_its_tests_by_module():
    assert traceability.line(PROVED, PROOFS).endswith(
        "| [schools/test_a](../tests/schools/test_a.py): test_one, test_two |"
    )


def test_an_open_row_says_so_and_what_the_product_does():
    line = traceability.line(OPEN, PROOFS)
    assert line.endswith("| open |")
    assert "*It does half.*" in line
    assert "a\\|b" in line


def test_a_rule_that_only_stands_in_a_pack_is_stated_not_proved():
    assert traceability.state(OPEN, STATED) == traceability.STATED
    assert traceability.cell(OPEN, STATED) == [
        "stated: [bureaus/test_packs](../tests/bureaus/test_packs.py): test_three"
    ]


def test_a_test_supports_but_does_not_prove_what_cannot_be_proved():
    tests = Evidence(proving={"X-03": [Proof("tests/test_a.py", "test_one")]})
    assert traceability.state(HISTORY, tests) == traceability.NOT_PROVABLE
    assert traceability.cell(HISTORY, tests)[1] == "supported: [test_a](../tests/test_a.py): test_one"


def test_a_row_is_proved_when_all_is_that_software_can_prove():
    fee, times = ({f"X-04/{name}": [THREE]} for name in ("fee", "times"))
    assert traceability.state(CUT, Evidence()) == traceability.OPEN
    assert traceability.state(CUT, STATED) == traceability.STATED
    assert traceability.state(CUT, Evidence(fee, times)) == traceability.PARTLY
    assert traceability.state(CUT, Evidence(fee | times)) == traceability.PROVED


def test_each_part_is_shown_with_its_tests_or_what_is_missing():
    assert traceability.cell(CUT, PROOFS) == [
        "**fee** The fee is published.",
        "[schools/test_b](../tests/schools/test_b.py): test_fee",
        "**times** The times are published.",
        "open",
        "**spirit** It is well meant.",
        "no software can prove this: Nobody can see it.",
    ]


def test_the_page_names_the_document_in_full():
    assert "《示例》 示〔2026〕1号: an example." in traceability.page([DOCUMENT], PROOFS)
