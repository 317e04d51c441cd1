"""The cast: a county with its schools, one person per role, two families. All plainly fictional."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.test import Client
from django.urls import reverse

from accounts import services as account_services
from accounts.models.guardian import Guardian
from accounts.models.user import Membership, User
from accounts.services import CHOSEN_KEY, GUARDIAN_KEY
from afterschool.tenancy.scopes import bureau_scope
from audit.actors import Actor, ActorKind
from audit.roles import SCHOOL_ROLES, Role, level_of
from bureaus.policies import packs
from bureaus.policies import services as policy_services
from bureaus.terms.models import Term
from bureaus.tree import reports as directory
from bureaus.tree.models import Bureau
from schools.families.models import Guardianship
from schools.plans.models import ServicePlan
from schools.pupils.models import Student
from schools.register.models import School, SchoolClass
from schools.staff.models import Staff
from tests import factories

PASSWORD = "示例密码-2026"
TREES = {
    "150802": ("临河区", "150000", "内蒙古自治区", "150800", "巴彦淖尔市"),
    "350524": ("安溪县", "350000", "福建省", "350500", "泉州市"),
    "530302": ("麒麟区", "530000", "云南省", "530300", "曲靖市"),
    "530303": ("沾益区", "530000", "云南省", "530300", "曲靖市"),
    "130582": ("沙河市", "130000", "河北省", "130500", "邢台市"),
}


def staff_client(membership: Membership) -> Client:
    """A browser in which this person is signed in and works in this place."""
    client = Client()
    client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[CHOSEN_KEY] = {membership.bureau.code: membership.pk}
    session.save()
    return client


def family_client(guardian: Guardian) -> Client:
    """A browser in which this guardian is signed in."""
    client = Client()
    session = client.session
    session[GUARDIAN_KEY] = {"bureau_id": guardian.bureau_id, "guardian_id": guardian.pk}
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


@dataclass
class County:
    """One county's cast. `people` by role; `client(role)` is signed in as that person."""

    bureau: Bureau
    term: Term
    school: School
    other_school: School
    school_class: SchoolClass
    students: list[Student]
    guardians: list[Guardian]
    teacher: Staff
    people: dict[str, Membership]
    users: dict[str, User] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.bureau.code

    @property
    def student(self) -> Student:
        return self.students[0]

    @property
    def guardian(self) -> Guardian:
        return self.guardians[0]

    def client(self, role: str) -> Client:
        """A browser in which the person of this role is signed in (role "guardian": the first family)."""
        return family_client(self.guardian) if role == "guardian" else staff_client(self.people[role])

    def actor(self, role: str) -> Actor:
        """The same person for tests that call a service directly."""
        if role == "guardian":
            return Actor(
                ActorKind.GUARDIAN, self.bureau.pk, self.code, self.guardian.name, guardian_id=self.guardian.pk
            )
        membership = self.people[role]
        return Actor(
            kind=ActorKind.STAFF,
            bureau_id=self.bureau.pk,
            bureau_code=self.code,
            name=membership.user.name,
            user_id=membership.user_id,
            membership_id=membership.pk,
            role=membership.role,
            school_id=membership.school_id,
            class_id=membership.school_class_id,
            level=level_of(membership.role),
        )

    def join(self, name: str, role: Role, **place: object) -> None:
        """One more person at the school, whom `client` and `actor` know by this name from now on."""
        user = User.objects.create_user(f"{self.code}-{name}", password=PASSWORD, name=f"{name}示例")
        values = {"user": user, "role": role, "school": self.school} | place
        self.users[name], self.people[name] = user, Membership.objects.of(self.bureau.pk).create(**values)

    def teacher_at(self, school: School, name: str = "教师示例") -> Staff:
        """Somebody of that name who serves at that school."""
        return Staff.objects.of(self.bureau.pk).get_or_create(
            school=school, name=name, defaults={"bureau": self.bureau}
        )[0]

    def approved_plan(self, school: School | None = None) -> ServicePlan:
        """The approved plan of a school for the county's term: base care on five days, two clubs of three places."""
        return factories.approved_plan(self, school=school)

    def url(self, name: str, **kwargs: object) -> str:
        return reverse(name, kwargs={"bureau_code": self.code, **kwargs})


@dataclass
class World:
    """`linhe` is where tests happen; `anxi` is the other county that must see none of it."""

    linhe: County
    anxi: County

    @classmethod
    def build(cls) -> World:
        return cls(linhe=build_county("150802"), anxi=build_county("350524"))

    @cached_property
    def bureau_ids(self) -> tuple[int, ...]:
        return (self.linhe.bureau.pk, self.anxi.bureau.pk)


def build_county(code: str, *pack_codes: str, year: int = 2021) -> County:
    """One county with its cast in the autumn of a year, under packs that it or the prefecture above it adopted."""
    name, province_code, province, city_code, city = TREES[code]
    top = _bureau(province_code, f"{province}教育厅", province, "province", None)
    middle = _bureau(city_code, f"{city}教育局", city, "prefecture", top)
    bureau = _bureau(code, f"{name}教育局", name, "county", middle)
    directory.forget()
    for pack_code in pack_codes:
        owner = Bureau.objects.get(code=packs.all_packs()[pack_code].header.jurisdiction)
        with bureau_scope(owner.pk):
            policy_services.adopt_policy_pack(pack_code=pack_code, by=Actor.system(owner.pk))
    with bureau_scope(bureau.pk):
        return _inhabitants(bureau, year)


def _bureau(code: str, name: str, short_name: str, level: str, parent: Bureau | None) -> Bureau:
    path = f"{parent.path}/{code}" if parent else code
    values = {"name": name, "short_name": short_name, "level": level, "parent": parent, "path": path}
    return Bureau.objects.get_or_create(code=code, defaults=values)[0]


def _inhabitants(bureau: Bureau, year: int) -> County:
    term = Term.objects.of(bureau.pk).create(
        year=year,
        season="autumn",
        starts_on=date(year, 9, 1),
        ends_on=date(year + 1, 1, 14),
        status=Term.Status.OPEN,
    )
    school, other = (
        School.objects.of(bureau.pk).create(
            code=f"{bureau.code}{n:04d}",
            name=f"{bureau.short_name}示例第{'一二'[n - 1]}小学",
            stage="primary",
            area="urban",
            bank_account="6200000000000000000",
        )
        for n in (1, 2)
    )
    school_class = SchoolClass.objects.of(bureau.pk).create(school=school, grade=3, number=1)
    people, users = _people(bureau, school, school_class)
    teacher = Staff.objects.of(bureau.pk).create(school=school, user=users[Role.TEACHER], name="教师示例")
    students = [_student(bureau, school, school_class, n) for n in range(1, 4)]
    guardians = [_guardian(bureau, student, n) for n, student in enumerate(students[:2], start=1)]
    return County(bureau, term, school, other, school_class, students, guardians, teacher, people, users)


def _people(bureau, school, school_class) -> tuple[dict[str, Membership], dict[str, User]]:
    people, users = {}, {}
    for role in Role:
        user = User.objects.create_user(f"{bureau.code}-{role}", password=PASSWORD, name=f"{role.label}示例")
        inside = role in SCHOOL_ROLES
        people[role] = Membership.objects.of(bureau.pk).create(
            user=user,
            role=role,
            school=school if inside else None,
            school_class=school_class if role == Role.CLASS_TEACHER else None,
        )
        users[role] = user
    return people, users


def _student(bureau, school, school_class, n: int) -> Student:
    return Student.objects.of(bureau.pk).create(
        school=school,
        school_class=school_class,
        name=f"示例学生{'甲乙丙'[n - 1]}",
        name_initials="slxs" + "jyb"[n - 1],
        student_number=f"2021{n:04d}",
    )


def _guardian(bureau, student, n: int) -> Guardian:
    phone = f"1990000{n:04d}"
    guardian = Guardian.objects.of(bureau.pk).create(
        name=f"{student.name}的家长", phone=phone, phone_index=account_services.phone_index(phone)
    )
    Guardianship.objects.of(bureau.pk).create(student=student, guardian=guardian, relation="mother")
    return guardian
