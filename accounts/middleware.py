"""From a request to an actor in a bureau's scope."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from accounts.models.guardian import Guardian
from accounts.models.user import Membership
from accounts.services import CHOSEN_KEY, GUARDIAN_KEY
from afterschool.pages.admin import SUPPORT_KEY
from afterschool.tenancy.scopes import Scope, scope_of, widen
from audit.actors import Actor, ActorKind
from audit.roles import level_of
from bureaus.tree import reports as directory
from bureaus.tree.models import Bureau

Handler = Callable[[HttpRequest], HttpResponse]
OUTSIDE_SCOPE = {"health"}  # must answer when the database does not


class BureauScope:
    """Opens the transaction of a request, finds out who acts, and gives them the rows of the bureau in the URL.

    Without a place in that bureau the transaction has no scope: row-level security shows nothing at all.
    """

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = _match(request)
        request.bureau = None
        request.actor = Actor.anonymous()
        if match is not None and match.url_name in OUTSIDE_SCOPE:
            return self.get_response(request)
        code = match.kwargs.get("bureau_code") if match else None
        request.bureau = directory.find(code) if code else None
        user_id = request.user.pk if request.user.is_authenticated else None
        with scope_of(_first_scope(request, match, user_id)):
            if request.bureau is not None:
                request.actor = _enter(request, request.bureau, match, user_id)
            elif request.path.startswith("/admin/") and request.user.is_staff:
                _support(request, user_id)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    def process_view(self, request: HttpRequest, view: Callable, args: list, kwargs: dict) -> HttpResponse | None:
        """Login is required; a bureau in which this person has no place does not exist for them."""
        inside_bureau = "bureau_code" in kwargs
        if inside_bureau and request.bureau is None:
            raise Http404
        if getattr(view, "public", False) or request.path.startswith("/admin/"):
            return None
        if request.actor.is_authenticated or (not inside_bureau and request.user.is_authenticated):
            return None
        is_somebody = request.user.is_authenticated or GUARDIAN_KEY in request.session
        if inside_bureau and is_somebody and not _is_family(request.resolver_match or resolve(request.path_info)):
            raise Http404
        return _ask_to_sign_in(request, kwargs)


def _match(request: HttpRequest) -> ResolverMatch | None:
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


def _is_family(match: ResolverMatch) -> bool:
    return "family" in match.namespaces or "/family/" in match.route


def _first_scope(request: HttpRequest, match: ResolverMatch | None, user_id: int | None) -> Scope:
    """The scope before anybody is looked up: own memberships. A guardian's session names its bureau, which saves a query."""
    if match is None or request.bureau is None or not _is_family(match):
        return Scope(user_id=user_id)
    is_theirs = (request.session.get(GUARDIAN_KEY) or {}).get("bureau_id") == request.bureau.pk
    return _inside(request.bureau, user_id) if is_theirs else Scope(user_id=user_id)


def _inside(bureau: Bureau, user_id: int | None) -> Scope:
    return Scope((bureau.pk,), directory.ancestor_ids_of((bureau.pk,)), user_id)


def _enter(request: HttpRequest, bureau: Bureau, match: ResolverMatch, user_id: int | None) -> Actor:
    """Who acts in this bureau; widens the scope to the bureau's rows where that person, or everybody, may see them."""
    inside = _inside(bureau, user_id)
    nobody = Actor.anonymous(bureau.pk, bureau.code)
    seek = [_guardian_actor, _staff_actor] if _is_family(match) else [_staff_actor, _guardian_actor]
    for find in seek:
        actor = find(request, bureau, inside)
        if actor is not None:
            return actor
    widen(inside if getattr(match.func, "public", False) else Scope(user_id=user_id))
    return nobody


def _support(request: HttpRequest, user_id: int | None) -> None:
    """Lets the read-only admin see the one bureau that its operator chose there."""
    bureau = directory.find(request.session.get(SUPPORT_KEY, ""))
    if bureau is not None:
        widen(Scope((bureau.pk,), (), user_id))


def _staff_actor(request: HttpRequest, bureau: Bureau, inside: Scope) -> Actor | None:
    """The chosen membership of a signed-in person; as their own row it is readable before the scope is widened."""
    if inside.user_id is None:
        return None
    memberships = {m.pk: m for m in Membership.objects.of(bureau.pk).filter(user_id=inside.user_id, is_active=True)}
    if not memberships:
        return None
    membership = memberships.get(request.session.get(CHOSEN_KEY, {}).get(bureau.code)) or memberships[min(memberships)]
    widen(inside)
    return Actor(
        kind=ActorKind.STAFF,
        bureau_id=bureau.pk,
        bureau_code=bureau.code,
        name=str(request.user),
        user_id=inside.user_id,
        membership_id=membership.pk,
        role=membership.role,
        school_id=membership.school_id,
        class_id=membership.school_class_id,
        level=level_of(membership.role),
    )


def _guardian_actor(request: HttpRequest, bureau: Bureau, inside: Scope) -> Actor | None:
    signed_in = request.session.get(GUARDIAN_KEY) or {}
    if signed_in.get("bureau_id") != bureau.pk:
        return None
    widen(inside)
    guardian = Guardian.objects.of(bureau.pk).filter(pk=signed_in["guardian_id"], is_active=True).only("name").first()
    if guardian is None:
        return None
    return Actor(
        kind=ActorKind.GUARDIAN,
        bureau_id=bureau.pk,
        bureau_code=bureau.code,
        name=guardian.name,
        guardian_id=guardian.pk,
    )


def _ask_to_sign_in(request: HttpRequest, kwargs: dict) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": "请先登录。"}, status=401)
    if "/family/" in request.path:
        target = reverse("family:request_code", kwargs={"bureau_code": kwargs["bureau_code"]})
    else:
        target = reverse("accounts:sign_in")
    return redirect(f"{target}?next={request.path}")
