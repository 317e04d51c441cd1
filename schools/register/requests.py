"""What the pages of this app ask of a request: which term, which school."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from bureaus.tree.requests import HttpRequest
from schools.register.models import School


def own_school(request: HttpRequest) -> School:
    """The school at which this person works. 404 for those who work at none."""
    return get_object_or_404(School.objects.visible_to(request.actor), pk=request.actor.school_id or 0)
