"""`./dev rehearse`: a database of its own, migrated once and copied for each run, and the command in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from rehearsal import database

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    with database.scratch():
        return subprocess.run(
            [sys.executable, "manage.py", "rehearse", *arguments], cwd=ROOT, env=os.environ
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
