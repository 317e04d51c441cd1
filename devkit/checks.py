"""`./dev check`: everything a machine can judge without running the tests."""

from pathlib import Path

from devkit.environment import site_packages
from devkit.places import PYTHON, VENV
from devkit.processes import Command, call
from devkit.terminal import say, say_failure, say_success

RUFF = VENV / "bin" / "ruff"
MANAGE = [PYTHON, "manage.py"]


def all_checks() -> dict[str, Command]:
    return {
        "style": [RUFF, "check", "."],
        "format": [RUFF, "format", "--check", "."],
        "layers": [VENV / "bin" / "lint-imports", "--no-cache"],
        "types": [VENV / "bin" / "mypy"],
        "system checks": [*MANAGE, "check"],
        "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
        "generated documents": [*MANAGE, "generate_docs", "--check"],
        "docker-compose.yml": [compose(), "--env-file", ".env.example", "config", "--quiet"],
    }


def compose() -> Path:
    """The real Compose; not its Python wrapper, which ends with 0 even when the file is wrong."""
    return site_packages() / "compose" / "docker-compose"


def run(environment: dict[str, str]) -> int:
    """Run every check, also after a failure, and name those that failed."""
    failed = []
    for name, command in all_checks().items():
        say(f"{name}: {' '.join(Path(word).name if '/' in str(word) else str(word) for word in command)}")
        if call(command, environment):
            failed.append(name)
    if failed:
        say_failure(f"Failed: {', '.join(failed)}. `./dev fix` mends style and format.")
        return 1
    say_success(f"All {len(all_checks())} checks passed")
    return 0


def fix() -> int:
    return call([RUFF, "check", "--fix", "."]) or call([RUFF, "format", "."])
