"""The request as our views receive it."""

from django.http import HttpRequest as DjangoRequest

from audit.actors import Actor
from bureaus.tree.models import Bureau


class HttpRequest(DjangoRequest):
    """A request inside a bureau: `actor` and `bureau` are set by accounts.middleware.BureauScope."""

    actor: Actor
    bureau: Bureau
    htmx: bool
