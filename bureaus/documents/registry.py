"""Which function renders which document, and who knows the row that a sensitive file proves. Each app registers, in its room `documents`, those whose templates it owns:

    @registry.renders("service_plan")
    def render_plan(content, stamp): ...                     # PDF

    @registry.renders("clue_register", registry.XLSX)
    def tabulate_register(content, stamp): ...

A renderer gets the frozen content as JSON keeps it, and the stamp. It runs outside every transaction and scope, so it finds
no rows: what is not in the content does not come onto the paper. Its name stands in the order and never changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.module_loading import autodiscover_modules

from afterschool.papers import uploads
from audit.actors import Actor
from bureaus.documents.models import Attachment

PDF = uploads.Kind.PDF.media_type
XLSX = uploads.Kind.XLSX.media_type
LABELS = {kind.media_type: kind.label for kind in uploads.Kind}
ENDINGS = {kind.media_type: kind.ending for kind in uploads.Kind}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is printed on the document itself: its number and where anybody can check it."""

    number: str
    check_code: str
    check_url: str


Renderer = Callable[[Any, Stamp], bytes]
Guard = Callable[[Actor, Attachment], bool]
_renderers: dict[str, dict[str, Renderer]] = {}
_guards: dict[str, Guard] = {}


def renders(name: str, media_type: str = PDF) -> Callable[[Renderer], Renderer]:
    """Says that a function makes the file of this media type out of the content of the orders that name it."""

    def register(render: Renderer) -> Renderer:
        if media_type in _renderers.setdefault(name, {}):
            raise ValueError(f"two functions render {name!r} as {media_type}")
        _renderers[name][media_type] = render
        return render

    return register


@cache
def _renderers_of_all_apps() -> dict[str, dict[str, Renderer]]:
    autodiscover_modules("documents")
    return _renderers


def media_types_of(name: str) -> list[str]:
    """As what a document is made. LookupError where nobody renders it."""
    renderers = _renderers_of_all_apps().get(name)
    if not renderers:
        raise LookupError(f"nobody renders {name!r}")
    return sorted(renderers)


def render(name: str, media_type: str, content: Any, stamp: Stamp) -> bytes:
    return _renderers_of_all_apps()[name][media_type](content, stamp)


def guard(purpose: str, may_open: Guard) -> None:
    """Says who at the school may open the sensitive files of this purpose: the app that holds the rows they prove knows it."""
    _guards[purpose] = may_open


def lets_open(actor: Actor, attachment: Attachment) -> bool:
    """What the app behind a sensitive file says to somebody of the school, beside `can_open_attachment`."""
    may_open = _guards.get(attachment.purpose)
    if may_open is None or not (attachment.is_sensitive and actor.is_school):
        return True
    return may_open(actor, attachment)
