"""The register of one county: bureaus, schools, classes, pupils, families, staff, demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from accounts.models.guardian import Guardian
from accounts.models.user import User
from bureaus.terms.models import Term
from bureaus.tree import reports as directory
from bureaus.tree.models import Bureau
from rehearsal import people
from rehearsal.counties import COUNTIES, DemoCounty, DemoSchool
from schools.families.models import Guardianship
from schools.pupils.models import Student
from schools.register.models import School, SchoolClass
from schools.staff.models import Staff
from schools.surveys.models import DemandAnswer

BATCH = 2000
GRADES = {"primary": (1, 3, 5), "junior": (7, 8), "nine_year": (2, 5, 8)}
TEACHERS = 4
PUPILS_PER_CLASS = 6


@dataclass
class Register:
    """What was made for one county, for the next rooms of the demonstration."""

    county: DemoCounty
    bureau: Bureau
    schools: list[School] = field(default_factory=list)
    classes: dict[int, list[SchoolClass]] = field(default_factory=dict)
    students: dict[int, list[Student]] = field(default_factory=dict)
    staff: dict[int, list[Staff]] = field(default_factory=dict)
    users: dict[int, dict[str, User]] = field(default_factory=dict)


def build_tree(counties: Sequence[DemoCounty] = COUNTIES) -> dict[str, Bureau]:
    """All bureaus of these counties, with those above them."""
    made: dict[str, Bureau] = {}
    for county in counties:
        levels = zip(("province", "prefecture"), county.parents, strict=True)
        rows = [*((level, *row) for level, row in levels), ("county", county.code, county.name, county.short_name)]
        parent = None
        for level, code, name, short_name in rows:
            path = f"{parent.path}/{code}" if parent else code
            values = {"name": name, "short_name": short_name, "level": level, "parent": parent, "path": path}
            parent = made[code] = Bureau.objects.get_or_create(code=code, defaults=values)[0]
    directory.forget()
    return made


def fill_register(
    county: DemoCounty, bureau: Bureau, *, schools: int | None = None, pupils: int | None = None
) -> Register:
    """Schools, classes, pupils with a guardian each, staff and accounts. `schools` and `pupils` scale the county up."""
    register = Register(county, bureau)
    names = people.Names(county.code)
    password = people.demo_password()
    people.hire_bureau(bureau, password)
    school_list = _school_list(county, schools)
    register.schools = School.objects.of(bureau.pk).bulk_create(
        [_school(bureau, row, number) for number, row in enumerate(school_list, start=1)]
    )
    per_class = _pupils_per_class(school_list, pupils)
    for number, school in enumerate(register.schools, start=1):
        _fill_school(register, school, number, names, password, per_class)
    _families(register)
    return register


def _school_list(county: DemoCounty, count: int | None) -> list[DemoSchool]:
    rows = list(county.schools)
    for extra in range(len(rows), count or 0):
        model = county.schools[extra % len(county.schools)]
        rows.append(DemoSchool(f"{model.name}（{extra + 1:03d}）", model.stage, model.area))
    return rows


def _pupils_per_class(schools: list[DemoSchool], pupils: int | None) -> int:
    classes = sum(len(GRADES[school.stage]) for school in schools)
    return max(1, -(-pupils // classes)) if pupils else PUPILS_PER_CLASS


def _school(bureau: Bureau, row: DemoSchool, number: int) -> School:
    return School(
        bureau=bureau,
        code=f"{bureau.code}{number:04d}",
        name=f"{bureau.short_name}{row.name}",
        stage=row.stage,
        area=row.area,
        has_canteen=number % 3 == 0,
        is_boarding=row.area == "township" and row.stage != "primary",
        bank_account=f"示例银行 0000{bureau.code}{number:06d}",
        opened_on="2001-09-01",
    )


def _fill_school(
    register: Register, school: School, number: int, names: people.Names, password: str, per_class: int
) -> None:
    bureau = register.bureau
    classes = SchoolClass.objects.of(bureau.pk).bulk_create(
        [SchoolClass(bureau=bureau, school=school, grade=grade, number=1) for grade in GRADES[school.stage]]
    )
    register.classes[school.pk] = classes
    register.users[school.pk] = people.hire_school(bureau, school, number, classes[0], password)
    teacher = register.users[school.pk].get("teacher")
    register.staff[school.pk] = Staff.objects.of(bureau.pk).bulk_create(
        [
            Staff(
                bureau=bureau,
                school=school,
                name=names.next(),
                user=teacher if n == 0 else None,
                qualification="教师资格证",
            )
            for n in range(TEACHERS)
        ]
    )
    register.students[school.pk] = Student.objects.of(bureau.pk).bulk_create(
        [_student(bureau, school, row, names.next(), n) for row in classes for n in range(1, per_class + 1)],
        batch_size=BATCH,
    )


def _student(bureau: Bureau, school: School, school_class: SchoolClass, name: str, n: int) -> Student:
    return Student(
        bureau=bureau,
        school=school,
        school_class=school_class,
        name=name,
        name_initials=people.initials(name),
        gender="male" if n % 2 else "female",
        student_number=f"{school_class.grade}{school_class.number:02d}{n:04d}",
    )


def _families(register: Register) -> None:
    """One guardian per pupil; the first guardian of a county also has the second pupil (brothers and sisters)."""
    county_index = next(n for n, county in enumerate(COUNTIES) if county.code == register.county.code)
    students = [student for rows in register.students.values() for student in rows]
    guardians = Guardian.objects.of(register.bureau.pk).bulk_create(
        [
            people.guardian(register.bureau, f"{student.name[0]}家长{n:04d}", people.phone(county_index, n))
            for n, student in enumerate(students, start=1)
        ],
        batch_size=BATCH,
    )
    pairs = [*zip(students, guardians, strict=True), *([(students[1], guardians[0])] if len(students) > 1 else [])]
    Guardianship.objects.of(register.bureau.pk).bulk_create(
        [
            Guardianship(
                bureau=register.bureau, student=student, guardian=guardian, relation="mother" if n % 2 else "father"
            )
            for n, (student, guardian) in enumerate(pairs)
        ],
        batch_size=BATCH,
    )


def ask_demand(register: Register, term: Term) -> None:
    """Two pupils in three need the service."""
    DemandAnswer.objects.of(register.bureau.pk).bulk_create(
        [
            DemandAnswer(
                bureau=register.bureau,
                term=term,
                student=student,
                needs_service=n % 3 != 2,
                days_per_week=5,
                source="guardian",
            )
            for rows in register.students.values()
            for n, student in enumerate(rows)
        ],
        batch_size=BATCH,
    )
