"""The rows of the source documents: complete, in order, well formed; a broken file is refused with its row."""

from pathlib import Path

import pytest

from devkit.documentation import requirements
from devkit.documentation.requirements import InvalidRequirements

DOCUMENT = '[document]\nprefix = "X"\ntitle = "《示例》"\nname = "示例"\nstatus = "an example"\n'
ROW = '[[requirement]]\nid = "X-01"\ntitle = "标题"\nkind = "process"\narticle = "一"\ndemand = "Do it."\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "example.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_rows_of_the_five_documents_are_there():
    sizes = {document.prefix: len(document.requirements) for document in requirements.read_documents()}
    assert sizes == {"A": 44, "B": 40, "C": 69, "D": 65, "E": 30}


def test_a_well_formed_file_is_read(tmp_path):
    document = requirements.read_document(write(tmp_path, DOCUMENT + ROW))
    assert document.requirements[0].demand == "Do it."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (DOCUMENT + ROW.replace("X-01", "X-02"), "X-02: expected the id X-01"),
        (DOCUMENT + ROW.replace("process", "wish"), "X-01: unknown kind 'wish'"),
        (DOCUMENT + ROW.replace("标题", "长" * 17), "X-01: title longer than 16"),
        (DOCUMENT + ROW.replace("Do it.", ""), "must not be empty"),
        (DOCUMENT + ROW + 'wish = "x"\n', "unexpected keyword argument 'wish'"),
        (ROW, "'document'"),
        ("[document", "example.toml"),
    ],
    ids=[
        "order",
        "kind",
        "long title",
        "empty",
        "unknown key",
        "no document",
        "not TOML",
    ],
)
def test_a_broken_file_is_refused_and_named(tmp_path, text, words):
    with pytest.raises(InvalidRequirements) as refusal:
        requirements.read_document(write(tmp_path, text))
    assert str(refusal.value).startswith("example.toml")
    assert words in str(refusal.value)
