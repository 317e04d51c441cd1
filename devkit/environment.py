"""The virtual environment .venv: exactly the packages of requirements-dev.lock, each checked by its hash."""

import hashlib
import sys
import tempfile
from functools import cache
from pathlib import Path

from devkit import system
from devkit.places import LOCK_FILE, PYTHON, VENV
from devkit.processes import answers, call, must, output_of
from devkit.terminal import Stop, say

STAMP = VENV / ".installed-lock"  # the hash of the lock file that was installed; it dies with the environment


def ensure() -> None:
    """Make .venv when it is missing, install when the lock file changed, and otherwise do nothing."""
    if is_current():
        return
    if VENV.is_symlink():
        raise Stop(f"{VENV} is a link to an environment without Python; remove the link and run this again.")
    if not PYTHON.exists():
        create()
    say("Installing Python packages from requirements-dev.lock (checked by hash)")
    install(LOCK_FILE)
    STAMP.write_text(fingerprint(LOCK_FILE))


def is_current() -> bool:
    """A linked environment is its owner's business; our own must hold the lock file as it is now."""
    if not PYTHON.exists():
        return False
    return VENV.is_symlink() or (STAMP.exists() and STAMP.read_text() == fingerprint(LOCK_FILE))


def fingerprint(*files: Path) -> str:
    """One hash over the contents of files."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def create() -> None:
    say("Making the virtual environment .venv")
    system.ensure([system.PYTHON_VENV])
    must([sys.executable, "-m", "venv", VENV], "Python could not make the virtual environment .venv.")


def install(lock_file: Path, *options: str | Path) -> None:
    """Install a lock file with uv (seconds), else with pip (a minute). Raises Stop."""
    arguments = ["install", "--quiet", "--require-hashes", "-r", lock_file, *options]
    uv = find_uv()
    if uv and call([*uv, "pip", *arguments, "--python", PYTHON]) == 0:
        return
    if uv:
        say("uv did not manage; trying pip")
    must(
        [PYTHON, "-m", "pip", *arguments, "--disable-pip-version-check"],
        f"The packages of {lock_file.name} could not be installed; the lines above say why.",
    )


def find_uv() -> list[str | Path] | None:
    """How to call uv: the machine's, else the one of .venv, installed first from its own lines in the lock file."""
    if answers(["uv", "--version"]):
        return ["uv"]
    own: list[str | Path] = [PYTHON, "-m", "uv"]
    if not answers([*own, "--version"]):
        install_uv()
    return own if answers([*own, "--version"]) else None


def install_uv() -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".lock") as only_uv:
        only_uv.write(lines_of("uv", LOCK_FILE.read_text()))
        only_uv.flush()
        answers([PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps", "-r", only_uv.name])


def lines_of(package: str, lock: str) -> str:
    """The lines of one package in a lock file: its pinned version and the hashes after it."""
    lines, taking = [], False
    for line in lock.splitlines(keepends=True):
        if not line.startswith((" ", "\t")):
            taking = line.startswith(f"{package}==")
        if taking:
            lines.append(line)
    return "".join(lines)


@cache
def site_packages() -> Path:
    """Where the packages of .venv stand."""
    return Path(output_of([PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]))
