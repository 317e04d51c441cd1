"""Fictional people: invented names, phone numbers that no carrier assigns, one password for all."""

from functools import cache
from random import Random

from django.contrib.auth.hashers import make_password

from accounts.models.user import Membership, User
from audit.roles import BUREAU_ROLES, SCHOOL_ROLES, Role
from bureaus.tree.models import Bureau
from schools.register.models import School, SchoolClass

PASSWORD = "kehou-demo-2026"  # noqa: S105  (published: load_demo refuses production)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = [
    "小例",
    "样样",
    "试一",
    "示明",
    "小范",
    "例佳",
    "样晨",
    "示范",
    "小样",
    "例行",
    "堃例",
    "喆样",
    "玥示",
    "祎例",
    "䶮样",
]
BUREAU_LOGINS = [role for role in Role if role in BUREAU_ROLES]


class Names:
    """Endless deterministic names for one county."""

    def __init__(self, seed: str):
        self.random = Random(seed)  # noqa: S311  (fiction, not secrets)

    def next(self) -> str:
        return self.random.choice(SURNAMES) + self.random.choice(GIVEN)


def phone(county_index: int, number: int) -> str:
    """199 0000 0000 and on: plainly a made-up range, still a well-formed number."""
    return f"199{county_index:02d}{number:06d}"


def hire_bureau(bureau: Bureau, password: str) -> None:
    """One person for every role of the bureau: 150802-officer, 150802-inspector, …"""
    users = [
        User(username=f"{bureau.code}-{role}", name=f"{bureau.short_name}{role.label}", password=password)
        for role in BUREAU_LOGINS
    ]
    User.objects.bulk_create(users)
    Membership.objects.of(bureau.pk).bulk_create(
        [Membership(bureau=bureau, user=user, role=role) for user, role in zip(users, BUREAU_LOGINS, strict=True)]
    )


def hire_whole_school(bureau: Bureau, school: School, number: int, password: str) -> None:
    """A person for every role of a school; class teachers and teachers come with the classes and the staff."""
    roles = sorted(SCHOOL_ROLES - {Role.CLASS_TEACHER, Role.TEACHER})
    users = [
        User(username=f"{bureau.code}-{number:02d}-{role}", name=f"{Role(role).label}{number:02d}号", password=password)
        for role in roles
    ]
    User.objects.bulk_create(users)
    Membership.objects.of(bureau.pk).bulk_create(
        [
            Membership(bureau=bureau, user=user, role=role, school=school)
            for user, role in zip(users, roles, strict=True)
        ]
    )


def hire_class(bureau: Bureau, class_: SchoolClass, password: str) -> None:
    """班主任 and the parents' committee of one class: 150802-01-class_teacher-3-1."""
    number = list(School.objects.of(bureau.pk).order_by("pk").values_list("pk", flat=True)).index(class_.school_id) + 1
    for role in (Role.CLASS_TEACHER, Role.COMMITTEE_MEMBER):
        username = f"{bureau.code}-{number:02d}-{role}-{class_.grade}-{class_.number}"
        user = User.objects.create(username=username, name=f"{class_}{role.label}", password=password)
        Membership.objects.of(bureau.pk).create(
            bureau=bureau, user=user, role=role, school=class_.school, school_class=class_
        )


@cache
def demo_password() -> str:
    """Hashed once: hundreds of hashes would take minutes."""
    return make_password(PASSWORD)
