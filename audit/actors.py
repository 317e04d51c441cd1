"""Who acts. Staff, guardians and the system itself meet as one Actor; everything that asks "may they?" asks an Actor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    STAFF = "staff"
    GUARDIAN = "guardian"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one role in one bureau, for one request or task."""

    kind: ActorKind
    bureau_id: int = 0  # 0: in no bureau, so `.of()` finds nothing
    bureau_code: str = ""
    name: str = ""
    user_id: int | None = None
    membership_id: int | None = None
    role: str = ""
    school_id: int | None = None
    class_id: int | None = None
    guardian_id: int | None = None
    level: str = ""  # "bureau" or "school": where the role sits

    @classmethod
    def system(cls, bureau_id: int) -> Actor:
        """The platform itself: Celery tasks and commands."""
        return cls(kind=ActorKind.SYSTEM, bureau_id=bureau_id, name="系统")

    @classmethod
    def anonymous(cls, bureau_id: int = 0, bureau_code: str = "") -> Actor:
        return cls(kind=ActorKind.ANONYMOUS, bureau_id=bureau_id, bureau_code=bureau_code)

    @property
    def is_authenticated(self) -> bool:
        return self.kind is not ActorKind.ANONYMOUS

    @property
    def is_system(self) -> bool:
        return self.kind is ActorKind.SYSTEM

    @property
    def is_guardian(self) -> bool:
        return self.kind is ActorKind.GUARDIAN

    @property
    def is_bureau(self) -> bool:
        """Works for the bureau itself (officer, approver, finance, inspector, joint reviewer)."""
        return self.kind is ActorKind.STAFF and self.level == "bureau"

    @property
    def is_school(self) -> bool:
        return self.kind is ActorKind.STAFF and self.level == "school"

    def has_role(self, *roles: str) -> bool:
        return self.kind is ActorKind.STAFF and self.role in roles

    def works_at(self, school_id: int | None) -> bool:
        return self.is_school and school_id is not None and self.school_id == school_id
