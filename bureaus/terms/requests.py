from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from bureaus.terms.models import Term
from bureaus.tree.requests import HttpRequest


def chosen_term(request: HttpRequest) -> Term:
    """The term of ?term=, else the newest that is under way, else the newest. 404 where the bureau has none."""
    terms = Term.objects.visible_to(request.actor)
    wanted = request.GET.get("term") or request.POST.get("term") or ""
    if wanted.isdigit():
        return get_object_or_404(terms, pk=wanted)
    term = terms.filter(status=Term.Status.OPEN).first() or terms.first()
    if term is None:
        raise Http404("还没有学期，请教育局先建立学期。")
    return term
