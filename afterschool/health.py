"""/healthz/: each part proved over its own connection; no detail that helps an attacker."""

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from afterschool.pages.access import public
from afterschool.tenancy import partitions
from afterschool.tenancy.tasks import HEARTBEAT


@public
@require_safe
def show_health(request: HttpRequest) -> JsonResponse:
    parts = {"database": _database(), "broker": _broker(), "beat": _beat(), "months_ahead": _months_ahead()}
    healthy = parts["database"] and parts["broker"]
    return JsonResponse({"healthy": healthy, **parts}, status=200 if healthy else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except Exception:
        return False


def _broker() -> bool:
    try:
        cache.set("healthz", 1, timeout=5)
        return cache.get("healthz") == 1
    except Exception:
        return False


def _beat() -> bool:
    try:
        return cache.get(HEARTBEAT) is not None
    except Exception:
        return False


def _months_ahead() -> bool:
    try:
        return not partitions.missing_partitions()
    except Exception:
        return False
