"""The rows of the source documents: complete, in order, well formed; a broken file is refused with its row."""

from pathlib import Path

import pytest

from devkit.documentation import requirements
from devkit.documentation.requirements import InvalidRequirements

DOCUMENT = '[document]\nprefix = "X"\ntitle = "《示例》"\nname = "示例"\nstatus = "an example"\n'
ROW = '[[requirement]]\nid = "X-01"\ntitle = "标题"\nkind = "process"\narticle = "一"\ndemand = "Do it."\n'
PARTS = '[requirement.parts]\nfee = "The fee is published."\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "example.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_rows_of_the_five_documents_are_there():
    sizes = {document.prefix: len(document.requirements) for document in requirements.read_documents()}
    assert sizes == {"A": 46, "B": 42, "C": 71, "D": 67, "E": 30}


def test_a_well_formed_file_is_read(tmp_path):
    document = requirements.read_document(write(tmp_path, DOCUMENT + ROW))
    assert document.requirements[0].demand == "Do it."


def test_a_row_is_cut_into_parts_that_a_test_names(tmp_path):
    text = DOCUMENT + ROW + PARTS + 'spirit = { demand = "Mean it.", not_provable = "Nobody sees it." }\n'
    text += ROW.replace("X-01", "X-02")
    document = requirements.read_document(write(tmp_path, text))
    fee, spirit = document.requirements[0].checked
    assert (fee.demand, fee.not_provable) == ("The fee is published.", "")
    assert (spirit.demand, spirit.not_provable) == ("Mean it.", "Nobody sees it.")
    assert requirements.known_ids([document]) == {"X-01/fee", "X-01/spirit", "X-02"}


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("X-01/fee", []),
        ("X-02", []),
        ("X-01", ["X-01 is cut into parts, name the one: X-01/fee, X-01/times"]),
        ("X-02/fee", ["no such demand: X-02/fee"]),
        ("X-0", ["no such demand: X-0"]),
    ],
)
def test_a_mark_names_a_part_or_a_row_that_is_not_cut(marked, words):
    assert requirements.refusals([marked], frozenset({"X-01/fee", "X-01/times", "X-02"})) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (DOCUMENT + ROW.replace("X-01", "X-02"), "X-02: expected the id X-01"),
        (DOCUMENT + ROW.replace("process", "wish"), "X-01: unknown kind 'wish'"),
        (DOCUMENT + ROW.replace("标题", "长" * 17), "X-01: title longer than 16"),
        (DOCUMENT + ROW.replace("Do it.", ""), "must not be empty"),
        (DOCUMENT + ROW + 'wish = "x"\n', "unexpected keyword argument 'wish'"),
        (DOCUMENT + ROW + PARTS + 'Fee = "x"\n', "X-01: the part 'Fee' is not one lower-case word"),
        (DOCUMENT + ROW + PARTS + 'times = ""\n', "X-01: a part must say what is demanded"),
        (DOCUMENT + ROW + PARTS + 'times = { text = "x" }\n', "X-01: a part holds demand and not_provable"),
        (DOCUMENT + ROW + 'not_provable = "x"\n' + PARTS, "X-01: a row that no software can prove has no parts"),
        (ROW, "'document'"),
        ("[document", "example.toml"),
    ],
    ids=[
        "order",
        "kind",
        "long title",
        "empty",
        "unknown key",
        "name of a part",
        "empty part",
        "unknown key of a part",
        "parts of what cannot be proved",
        "no document",
        "not TOML",
    ],
)
def test_a_broken_file_is_refused_and_named(tmp_path, text, words):
    with pytest.raises(InvalidRequirements) as refusal:
        requirements.read_document(write(tmp_path, text))
    assert str(refusal.value).startswith("example.toml")
    assert words in str(refusal.value)
