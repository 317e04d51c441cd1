"""Only what is missing is installed, only as root, and otherwise one sentence says what to do."""

import pytest

from devkit import system
from devkit.places import ROOT
from devkit.terminal import Stop

THERE = system.SystemPackage("libthere", "nothing", lambda: True)
MISSING = system.SystemPackage("libmissing", "printing", lambda: False)


@pytest.fixture
def machine(monkeypatch):
    """A Debian with us as root; yields what apt-get was asked."""
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "is_root", lambda: True)
    monkeypatch.setattr(system, "apt_get", lambda *arguments: asked.append(arguments))
    system.update_package_lists.cache_clear()
    yield asked
    system.update_package_lists.cache_clear()


def test_nothing_is_done_when_all_is_there(machine):
    system.ensure([THERE])
    assert machine == []


def test_only_the_missing_is_installed_after_one_update(machine, capsys):
    system.ensure([THERE, MISSING])
    system.ensure([MISSING])
    install = ("install", "-y", "--no-install-recommends", "libmissing")
    assert machine == [("update",), install, install]
    assert "libmissing (printing)" in capsys.readouterr().out


def test_without_root_it_says_which_command_to_run(machine, monkeypatch):
    monkeypatch.setattr(system, "is_root", lambda: False)
    with pytest.raises(Stop, match="sudo apt-get install libmissing"):
        system.ensure([MISSING])
    assert machine == []


def test_without_apt_it_says_what_is_missing(machine, monkeypatch):
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    with pytest.raises(Stop, match=r"libmissing \(printing\)"):
        system.ensure([MISSING])


def test_a_library_that_cannot_be_loaded_is_missing():
    assert not system.library("libno-such-thing.so.7")()


def test_the_production_image_installs_the_same_packages():
    image = (ROOT / "Dockerfile").read_text().split()
    assert {package.name for package in system.DOCUMENTS} <= set(image)
