"""The virtual environment is renewed when the lock file changes, and only then."""

import pytest

from devkit import environment

LOCK = """\
ruff==0.12.0 \\
    --hash=sha256:aa
uv==0.9.0 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
uvicorn==1.0 \\
    --hash=sha256:dd
"""


@pytest.fixture
def checkout(monkeypatch, tmp_path):
    """An installed environment and its lock file."""
    venv, lock = tmp_path / ".venv", tmp_path / "requirements-dev.lock"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").touch()
    lock.write_text(LOCK)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(environment, "LOCK_FILE", lock)
    monkeypatch.setattr(environment, "STAMP", venv / ".installed-lock")
    environment.STAMP.write_text(environment.fingerprint(lock))
    return tmp_path


def test_an_installed_lock_file_is_current(checkout):
    assert environment.is_current()


def test_a_changed_lock_file_is_not(checkout):
    environment.LOCK_FILE.write_text(LOCK + "wheel==1.0\n")
    assert not environment.is_current()


def test_an_interrupted_installation_is_not(checkout):
    environment.STAMP.unlink()
    assert not environment.is_current()


def test_an_environment_without_python_is_not(checkout):
    environment.PYTHON.unlink()
    assert not environment.is_current()


def test_a_linked_environment_is_taken_as_it_is(checkout, monkeypatch):
    environment.STAMP.unlink()
    (checkout / "link").symlink_to(environment.VENV)
    monkeypatch.setattr(environment, "VENV", checkout / "link")
    assert environment.is_current()


def test_a_fingerprint_depends_on_which_file_holds_what(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text("a")
    second.write_text("b")
    assert environment.fingerprint(first, second) != environment.fingerprint(second, first)


def test_the_lines_of_one_package_come_with_all_its_hashes():
    assert environment.lines_of("uv", LOCK) == "uv==0.9.0 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"


def test_uv_stands_in_the_real_lock_file():
    """Else `./dev` on a bare machine would install a hundred packages with pip alone."""
    real = environment.LOCK_FILE.read_text()
    assert environment.lines_of("uv", real).count("--hash=") > 1
