"""An undefined template variable fails the test, when one of our own templates names it."""

import sys

from django.conf import settings


class UndefinedVariable(str):
    """Stands in for what Django would print as nothing; Django asks it with `% name` for the words to print."""

    def __mod__(self, name: object) -> str:
        template = template_on_the_stack()
        if template.startswith(str(settings.BASE_DIR / "templates")):
            raise AssertionError(f"{template} uses {name}, which is not defined.")
        return ""


def template_on_the_stack() -> str:
    """The file of the innermost template node that is being rendered."""
    frame = sys._getframe(2)
    while frame is not None:
        origin = getattr(frame.f_locals.get("self"), "origin", None)
        if origin is not None and getattr(origin, "name", None):
            return str(origin.name)
        frame = frame.f_back
    return ""
