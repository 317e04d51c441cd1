"""Refusals: a broken rule, a missing permission."""

from afterschool.values.clauses import Clause


class RuleViolation(Exception):
    """A rule forbids the act. The sentence is for the user; the clause names the rule behind it."""

    def __init__(self, message: str, *, clause: Clause | None = None, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.clause = clause
        self.field = field

    def __str__(self) -> str:
        return f"{self.message}（依据：{self.clause}）" if self.clause else self.message


class Forbidden(Exception):
    """This person may see the row but not act on it: HTTP 403."""


def require(allowed: bool) -> None:
    if not allowed:
        raise Forbidden("您的岗位没有办理这件事的权限。")
