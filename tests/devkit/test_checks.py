"""What `./dev check` looks at: a glob that finds nothing would pass for ever."""

from devkit import checks


def test_every_typed_room_of_every_app_is_typed():
    files = [path.as_posix() for path in checks.typed_files()]
    for room, at_least in {"services": 20, "rules": 15, "permissions": 15, "reports": 20}.items():
        assert len([file for file in files if f"/{room}.py" in file or f"/{room}/" in file]) >= at_least, room
    assert "schools/plans/services/plans.py" in files and "devkit/checks.py" in files
    assert not [file for file in files if file.startswith((".", "tests"))]
