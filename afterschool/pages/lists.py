"""Lists: paging and sorting that keep the query string."""

from collections.abc import Mapping

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 30


def page_of(request: HttpRequest, rows, *, per_page: int = PER_PAGE) -> Page:
    """The page that ?page= asks for; a number out of range gives the nearest page."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def sorted_by(request: HttpRequest, rows: QuerySet, columns: Mapping[str, str], *, default: str) -> QuerySet:
    """Rows in the order that ?sort= asks for, among `columns` (name in the URL → field), else in the default one.

    The primary key settles ties, so that no row shows on two pages.
    """
    chosen = request.GET.get("sort", "")
    name, minus = chosen.removeprefix("-"), "-" if chosen.startswith("-") else ""
    order = minus + columns[name] if name in columns else default
    return rows.order_by(order, "pk")
