"""Which term a page is about: the one its address names, else the one nearest to today."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from afterschool.pages.addresses import row_id
from bureaus.terms.models import Term
from bureaus.tree.requests import HttpRequest


def chosen_term(request: HttpRequest) -> Term:
    """The term of a page that is about one. 404 while the bureau has none."""
    term = term_shown(request)
    if term is None:
        raise Http404("还没有学期，请教育局先建立学期。")
    return term


def term_shown(request: HttpRequest) -> Term | None:
    """The term that ?term= names, else the one nearest to today; None while the bureau has none."""
    return named_term(request) or Term.objects.visible_to(request.actor).nearest(timezone.localdate())


def named_term(request: HttpRequest) -> Term | None:
    """The term that ?term= names, open or not; None where it names none. 404 for what is no term of this bureau."""
    text = request.GET.get("term") or request.POST.get("term")
    return get_object_or_404(Term.objects.visible_to(request.actor), pk=row_id(text)) if text else None
