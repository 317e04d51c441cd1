"""Work is ordered by name: who orders it does not import who does it."""

from typing import Any

from django.utils.module_loading import import_string


def order(task: str, *args: Any) -> None:
    """After the commit. (The outbox comes here.)"""
    import_string(task).delay_on_commit(*args)
