"""Many families of one school, each with one child and its consent given."""

from __future__ import annotations

from django.utils import timezone

from accounts import services as account_services
from accounts.models.guardian import Guardian
from afterschool.tenancy.scopes import bureau_scope
from audit.actors import Actor, ActorKind
from schools.families.models import Guardianship
from schools.pupils.models import Student
from tests.world import County


def families(county: County, count: int) -> list[tuple[Actor, int]]:
    """Each guardian as an actor, with the id of the child."""
    with bureau_scope(county.bureau.pk):
        return [_family(county, n) for n in range(count)]


def _family(county: County, n: int) -> tuple[Actor, int]:
    by, student = family(county, n, name=f"学生样本{n}")
    return by, student.pk


def family(county: County, n: int, *, name: str) -> tuple[Actor, Student]:
    """One guardian as an actor, with the child, a pupil of the first class."""
    phone = f"199111{n:05d}"
    guardian = Guardian.objects.of(county.bureau.pk).create(
        name=f"家长样本{n}", phone=phone, phone_index=account_services.phone_index(phone)
    )
    student = Student.objects.of(county.bureau.pk).create(
        school=county.school, school_class=county.school_class, name=name, student_number=f"R{n}"
    )
    Guardianship.objects.of(county.bureau.pk).create(
        student=student, guardian=guardian, relation="other", consented_at=timezone.now()
    )
    return as_actor(county, guardian), student


def as_actor(county: County, guardian: Guardian) -> Actor:
    return Actor(ActorKind.GUARDIAN, county.bureau.pk, county.code, guardian.name, guardian_id=guardian.pk)
