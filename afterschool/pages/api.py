"""What every endpoint of /api/v1/ shares."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView


class ActorIsSignedIn(BasePermission):
    """Whoever has a place in the bureau of the address; what they see there, each QuerySet says by itself."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return bool(request.actor.is_authenticated)
