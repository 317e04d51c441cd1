"""The menus. Each app names its own entries in its AppConfig; an entry is shown once its URL exists.

navigation = (Entry(DESK, "规则", "政策", "book-2", "bureaus:list_policies", rank=2),)
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.apps import apps
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

DESK = "desk"  # staff, side menu
FAMILY = "family"  # guardians, bottom bar of the phone
PUBLIC = "public"  # everybody, top bar of a county's public pages


@dataclass(frozen=True)
class Entry:
    place: str
    group: str
    label: str
    icon: str
    url_name: str
    roles: Collection[str] = ()  # empty: everybody in this place
    rank: int = 0  # the place within the group


@dataclass(frozen=True)
class Link:
    group: str
    label: str
    icon: str
    href: str
    current: bool


GROUPS = ["", "学校", "报名与考勤", "收费", "点题整治", "规则"]  # the order in the menu, along one term


def entries() -> list[Entry]:
    """The entries of all apps, in the order of the menu."""
    contributed = [entry for config in apps.get_app_configs() for entry in getattr(config, "navigation", ())]
    return sorted(contributed, key=lambda entry: (GROUPS.index(entry.group), entry.rank))


def links(request: HttpRequest, place: str) -> list[Link]:
    """The entries of a place this person may see, with the one of the current page marked."""
    role = str(getattr(getattr(request, "actor", None), "role", "") or "")
    reachable = [
        (entry, href)
        for entry in entries()
        if entry.place == place and (not entry.roles or role in entry.roles) and (href := address(request, entry))
    ]
    current = max(
        (href for _, href in reachable if request.path == href or (request.path.startswith(href) and depth(href) > 1)),
        key=len,
        default=None,
    )
    return [Link(entry.group, entry.label, entry.icon, href, href == current) for entry, href in reachable]


def address(request: HttpRequest, entry: Entry) -> str | None:
    bureau = getattr(request, "bureau", None)
    for kwargs in ({"bureau_code": bureau.code} if bureau else None, {}):
        if kwargs is not None:
            try:
                return reverse(entry.url_name, kwargs=kwargs)
            except NoReverseMatch:
                continue
    return None


def depth(path: str) -> int:
    return len([part for part in path.split("/") if part])
