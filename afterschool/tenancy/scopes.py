from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction


@dataclass(frozen=True, slots=True)
class Scope:
    """What row-level security lets through: own bureaus, ancestors' shared rows, one person's own memberships."""

    bureau_ids: tuple[int, ...] = ()
    ancestor_ids: tuple[int, ...] = ()
    user_id: int | None = None


NO_SCOPE = Scope()
_scope: ContextVar[Scope] = ContextVar("scope", default=NO_SCOPE)
_ancestor_ids_of: Callable[[tuple[int, ...]], tuple[int, ...]] = lambda bureau_ids: ()  # noqa: E731  (see register_ancestor_lookup)


def current_scope() -> Scope:
    return _scope.get()


def _set_local(scope: Scope) -> None:
    """SET LOCAL, because only that statement ends with the transaction and travels to shards."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL app.bureau_ids = %s; SET LOCAL app.ancestor_ids = %s; SET LOCAL app.user_id = %s",
            [_joined(scope.bureau_ids), _joined(scope.ancestor_ids), str(scope.user_id or "")],
        )


def _joined(ids: tuple[int, ...]) -> str:
    return ",".join(str(int(i)) for i in ids)


@contextmanager
def scope_of(scope: Scope) -> Iterator[None]:
    """A transaction that sees what `scope` allows. Nested, it gives the outer scope back when it ends."""
    outer = _scope.get()
    nested = connection.in_atomic_block
    token = _scope.set(scope)
    try:
        with transaction.atomic():
            _set_local(scope)
            yield
            if nested and not connection.needs_rollback:
                _set_local(outer)  # a rollback to the savepoint takes the setting back by itself
    finally:
        _scope.reset(token)


def widen(scope: Scope) -> None:
    """Another scope for the rest of the running transaction, once it is known whose rows it may see."""
    if scope != _scope.get():
        _scope.set(scope)
        _set_local(scope)


@contextmanager
def bureau_scope(*bureau_ids: int, ancestor_ids: tuple[int, ...] = (), user_id: int | None = None) -> Iterator[None]:
    """A transaction that sees the rows of these bureaus; policies and blacklists of their ancestors are added."""
    with scope_of(Scope(bureau_ids, ancestor_ids or _ancestor_ids_of(bureau_ids), user_id)):
        yield


def register_ancestor_lookup(ancestor_ids_of: Callable[[tuple[int, ...]], tuple[int, ...]]) -> None:
    """Called at start-up by bureaus.tree, an app above this one: how to find the bureaus above a bureau."""
    global _ancestor_ids_of
    _ancestor_ids_of = ancestor_ids_of
