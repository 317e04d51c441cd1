"""The first page and the inbox."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from afterschool.values.errors import require
from audit.actors import Actor
from bureaus.inbox import registry as inbox
from bureaus.policies import permissions as policy_permissions
from bureaus.policies.models import Policy
from bureaus.terms import permissions as term_permissions
from bureaus.terms.models import Term
from bureaus.terms.requests import term_shown
from bureaus.tree import permissions as tree_permissions
from bureaus.tree.requests import HttpRequest

INBOX_PREVIEW = 8


@require_GET
def show_home(request: HttpRequest, bureau_code: str) -> HttpResponse:
    """Inbox, progress of the schools, and what is still to be set up."""
    actor, today = request.actor, timezone.localdate()
    if actor.is_guardian:
        return redirect(f"/{bureau_code}/family/")
    require(tree_permissions.can_use_desk(actor))
    term = term_shown(request)
    items = inbox.items_for(actor, today)
    context = {
        "term": term,
        "terms": Term.objects.visible_to(actor),
        "items": items[:INBOX_PREVIEW],
        "waiting_count": len(items),
        "overdue_count": sum(item.is_overdue(today) for item in items),
        "figures": inbox.figures_for(actor, term),
        "steps": inbox.steps_for(actor, term),
        "needs_term": term_permissions.can_open_term(actor) and not _has_open_term(actor, today),
        "may_adopt": policy_permissions.can_adopt_policy_pack(actor),
        "has_policies": Policy.objects.visible_to(actor).exists(),
    }
    return render(request, "bureaus/inbox/show_home.html", context)


def _has_open_term(actor: Actor, today: date) -> bool:
    return Term.objects.visible_to(actor).nearest_open(today) is not None


@require_GET
def show_inbox(request: HttpRequest, bureau_code: str) -> HttpResponse:
    """等我处理."""
    require(tree_permissions.can_use_desk(request.actor))
    today = timezone.localdate()
    items = inbox.items_for(request.actor, today)
    context = {
        "overdue": [item for item in items if item.is_overdue(today)],
        "waiting": [item for item in items if not item.is_overdue(today)],
    }
    return render(request, "bureaus/inbox/show_inbox.html", context)
