"""What a checkout remembers between two runs: ports, passwords and keys, in .local/state.json (mode 0600)."""

import json
import os
import secrets
import socket
from collections.abc import Callable

from devkit.places import LOCAL

STATE_FILE = LOCAL / "state.json"


def read() -> dict:
    try:
        return json.loads(STATE_FILE.read_text())
    except FileNotFoundError:
        return {}


def write(state: dict) -> None:
    """Replace the file in one step, so that a reader never sees half of it."""
    LOCAL.mkdir(exist_ok=True)
    draft = STATE_FILE.with_suffix(".draft")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(state, file, indent=2)
    draft.replace(STATE_FILE)


def remember(name: str, make: Callable[[], str | int]) -> str | int:
    """The remembered value of that name; made with `make()` the first time."""
    state = read()
    if name not in state:
        state[name] = make()
        write(state)
    return state[name]


def secret(name: str) -> str:
    """A random value of 64 hexadecimal digits, made once per checkout."""
    return str(remember(name, lambda: secrets.token_hex(32)))


def port(name: str) -> int:
    """The port of a service of this checkout, chosen once; a new one when a stranger has taken it since."""
    number = int(remember(name, free_port))
    if not is_free(number):
        number = free_port()
        write(read() | {name: number})
    return number


def free_port(preferred: int = 0) -> int:
    """The first free port at or after the wanted one; any free port for 0."""
    if preferred:
        return next(number for number in range(preferred, 65536) if is_free(number))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(number: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError:
            return False
    return True
