"""Where things are in a checkout. Everything `./dev` makes is git-ignored and may be deleted at any time."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".local"  # services' data, ports, passwords and keys of this checkout
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MANAGE: list[str | Path] = [PYTHON, "manage.py"]
LOCK_FILE = ROOT / "requirements-dev.lock"
STATIC_VENDOR = ROOT / "static" / "vendor"
ROLES_SQL = ROOT / "deploy" / "roles.sql"


def is_root() -> bool:
    return os.geteuid() == 0
