"""What the pages of this area ask of a request: which school."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from afterschool.pages.addresses import row_id
from bureaus.tree.requests import HttpRequest
from schools.register.models import School


def own_school(request: HttpRequest) -> School:
    """The school at which this person works. 404 for those who work at none."""
    return get_object_or_404(School.objects.visible_to(request.actor), pk=request.actor.school_id or 0)


def school_asked_for(request: HttpRequest) -> School:
    """The school that somebody of the bureau names by ?school=; everybody else's own. 404 for what is no school here."""
    if not request.actor.is_bureau:
        return own_school(request)
    return get_object_or_404(School.objects.visible_to(request.actor), pk=row_id(request.GET.get("school", "")))
