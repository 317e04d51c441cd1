"""Login is required everywhere; a view that is open to everyone says so with @public."""

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable)


def public(view: View) -> View:
    """Anyone may open this view. Inside a bureau's pages it runs with that bureau's scope: show published things only."""
    view.public = True  # type: ignore[attr-defined]
    return view
