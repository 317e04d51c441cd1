"""What every endpoint of /api/v1/ shares."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView


class ActorIsSignedIn(BasePermission):
    """Anybody with a place in the bureau of the URL; each QuerySet decides which rows they see."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return bool(request.actor.is_authenticated)
