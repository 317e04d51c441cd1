"""Template filters about people."""

from django import template

from audit.roles import Role

register = template.Library()


@register.filter
def role_label(role) -> str:
    """学校管理员 for school_admin; an unknown role is shown unchanged."""
    return Role(role).label if role in Role.values else str(role or "")
