"""What `./dev` says, and how it gives up: in one sentence, never with a stack trace for an expected failure."""

import sys


class Stop(Exception):
    """`./dev` cannot go on; the text is the one sentence that the person at the terminal reads."""


def say(text: str) -> None:
    print(f"· {text}", flush=True)


def say_failure(text: str) -> None:
    print(f"✗ {text}", file=sys.stderr, flush=True)


def say_success(text: str) -> None:
    print(f"✓ {text}", flush=True)
