"""Front-end files are served without the comment that names a map nobody serves."""

import json

import pytest

from devkit import assets


@pytest.mark.parametrize(
    "comment", [b"\n//# sourceMappingURL=tabler.min.js.map\n", b"\n/*# sourceMappingURL=tabler.min.css.map */", b""]
)
def test_the_last_comment_goes(comment):
    assert assets.without_source_map(b"body{color:red}" + comment).strip() == b"body{color:red}"


def test_code_that_speaks_of_source_maps_stays():
    code = b'say("//# sourceMappingURL=");run()'
    assert assets.without_source_map(code).strip() == code


def test_files_come_from_locked_packages():
    lock = json.loads((assets.ROOT / "package-lock.json").read_text())
    for source in [*assets.FILES, *assets.TOOLS]:
        assert any(source.startswith(name.removeprefix("node_modules/") + "/") for name in lock["packages"] if name)


def test_the_lock_file_names_no_registry():
    assert "resolved" not in (assets.ROOT / "package-lock.json").read_text()
