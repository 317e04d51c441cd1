"""Middleware without knowledge of people: logs, headers, refusals."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from afterschool.tenancy.constraints import refusal_of
from afterschool.values.errors import Forbidden, RuleViolation

log = structlog.get_logger("request")
Handler = Callable[[HttpRequest], HttpResponse]
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class RequestLog:
    """One line a request: method, route, status, milliseconds. No query string, no name, no number of a person."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request.id = uuid.uuid4().hex  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(request=request.id)  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.unbind_contextvars("request")
        route = getattr(request.resolver_match, "route", "") or "-"
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        log.info(
            "request", id=request.id, method=request.method, route=route, status=response.status_code, ms=milliseconds
        )  # type: ignore[attr-defined]
        return response


class ContentSecurityPolicy:
    """Only our own scripts and styles, and none inside the page."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith("/api/v1/docs/"):
            response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        return response


class Refusals:
    """Turns a refusal into a response when no form handles it.

    403 for a wrong role; for a broken rule, or a constraint that carries a sentence, the sentence.
    """

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Forbidden):
            return render(request, "403.html", {"sentence": str(error)}, status=403)
        refusal = refusal_of(error)
        return refuse(request, refusal) if refusal else None


def refuse(request: HttpRequest, refusal: RuleViolation) -> HttpResponse:
    """Back to the page with the sentence; without a page to go back to, a page that says it (409)."""
    referer = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}) and not getattr(request, "htmx", False):
        messages.error(request, str(refusal))
        return HttpResponseRedirect(referer, status=303)
    return render(request, "refused.html", {"refusal": refusal}, status=409)
