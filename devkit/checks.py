"""`./dev check`: everything a machine can judge without running the tests."""

from pathlib import Path

from devkit.environment import site_packages
from devkit.places import MANAGE, ROOT, VENV
from devkit.processes import Command, call
from devkit.terminal import say, say_failure, say_success

RUFF = VENV / "bin" / "ruff"
TYPED_ROOMS = ("services", "rules", "permissions", "reports")  # of every app


def all_checks() -> dict[str, Command]:
    return {
        "style": [RUFF, "check", "."],
        "format": [RUFF, "format", "--check", "."],
        "layers": [VENV / "bin" / "lint-imports"],
        "types": [VENV / "bin" / "mypy", *typed_files()],
        "system checks": [*MANAGE, "check"],
        "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
        "generated documents": [*MANAGE, "generate_docs", "--check"],
        "docker-compose.yml": [compose(), "--env-file", ".env.example", "config", "--quiet"],
    }


def typed_files() -> list[Path]:
    """rules.py or rules/ of each app, however deep it lies, and so on; and these commands themselves."""
    packages = [folder for folder in ROOT.iterdir() if (folder / "__init__.py").exists() and folder.name != "tests"]
    rooms = [path for room in TYPED_ROOMS for package in packages for path in _room(package, room)]
    own = [*(ROOT / "devkit").glob("*.py"), *(ROOT / "devkit").glob("mutation/*.py")]
    return sorted({path.relative_to(ROOT) for path in (*rooms, *own)})


def _room(package: Path, room: str) -> list[Path]:
    return [*package.rglob(f"{room}.py"), *package.rglob(f"{room}/**/*.py")]


def compose() -> Path:
    """The real Compose; not its Python wrapper, which ends with 0 even when the file is wrong."""
    return site_packages() / "compose" / "docker-compose"


def run(environment: dict[str, str]) -> int:
    """Run every check, also after a failure, and name those that failed."""
    failed = []
    for name, command in all_checks().items():
        say(name)
        if call(command, environment):
            failed.append(name)
    if failed:
        say_failure(f"Failed: {', '.join(failed)}. `./dev fix` mends style and format.")
        return 1
    say_success(f"All {len(all_checks())} checks passed")
    return 0


def fix() -> int:
    return call([RUFF, "check", "--fix", "."]) or call([RUFF, "format", "."])
