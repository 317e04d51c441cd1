"""Officers import the register of schools, schools their rolls; the first file is often wrong somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from functools import partial

from audit.roles import Role
from rehearsal import files
from rehearsal.acts import Act
from rehearsal.counties import DemoSchool
from rehearsal.county import County
from rehearsal.people import Names, phone
from schools.imports import services as import_services
from schools.pupils.models import Student
from schools.register.models import School

SCHOOL_HEAD = ["学校代码", "校名", "学段", "城乡", "寄宿制", "有食堂", "学校账户"]
PUPIL_HEAD = ["学号", "姓名", "性别", "年级", "班号", "身份证件号", "监护人姓名", "监护人手机", "关系"]
GRADES = {"primary": (1, 3, 5), "junior": (7, 8), "nine_year": (2, 5, 8)}
STAGES = {"primary": "小学", "junior": "初中", "nine_year": "九年一贯制"}
AREAS = {"urban": "城区", "township": "乡镇"}


def acts(county: County) -> Iterator[Act]:
    if not School.objects.of(county.pk).exists():
        yield from _register(county)
    for school in county.schools():
        admin = county.staff(Role.SCHOOL_ADMIN, school)
        if admin is not None and not Student.objects.of(county.pk).filter(school=school).exists():
            yield from _roll(county, school, admin)


def schools_of(county: County) -> list[DemoSchool]:
    """The county's own schools, then copies of them with a number."""
    own = county.data.schools
    return [
        own[n]
        if n < len(own)
        else DemoSchool(f"{own[n % len(own)].name}（{n + 1:03d}）", own[n % len(own)].stage, own[n % len(own)].area)
        for n in range(county.size.schools)
    ]


def _register(county: County) -> Iterator[Act]:
    officer = county.bureau_actor(Role.OFFICER)
    rows = [_school_row(county, school, n) for n, school in enumerate(schools_of(county), start=1)]
    wrong = [*rows[:-1], [*rows[-1][:2], "大学", *rows[-1][3:]]]
    for at, name, content, is_wrong in (
        (time(9, 0), "schools.import_wrong", wrong, True),
        (time(9, 20), "schools.import", rows, False),
    ):
        load = partial(_import_schools, content, officer)
        yield Act(at=at, name=name, by=officer, do=load, wrong=is_wrong)


def _import_schools(rows: list[list[object]], officer) -> None:
    import_services.import_schools(upload=files.sheet("学校名册", SCHOOL_HEAD, rows), by=officer)


def _school_row(county: County, school: DemoSchool, number: int) -> list[object]:
    boards = "是" if school.area == "township" and school.stage != "primary" else "否"
    canteen = "是" if number % 3 == 0 else "否"
    account = f"示例0000{county.code}{number:06d}"
    return [
        f"{county.code}{number:04d}", f"{county.data.short_name}{school.name}", STAGES[school.stage], AREAS[school.area],
        boards, canteen, account,
    ]  # fmt: skip


def _roll(county: County, school: School, admin) -> Iterator[Act]:
    rows = _pupil_rows(county, school)
    if county.chance(0.5):  # a phone number with a digit too many
        wrong = [*rows[:-1], [*rows[-1][:7], "199", rows[-1][8]]]
        yield import_of(school, admin, wrong, at=time(9, 30), name="students.import_wrong", wrong=True)
    yield import_of(school, admin, rows, at=county.moment(10, 12))


def import_of(
    school: School, admin, rows: list, *, at: time, name: str = "students.import", wrong: bool = False
) -> Act:
    """The act of importing these rows into a school's roll."""

    def load() -> None:
        import_services.import_students(school=school, upload=files.sheet("学生名册", PUPIL_HEAD, rows), by=admin)

    return Act(at=at, name=name, by=admin, do=load, wrong=wrong)


def _pupil_rows(county: County, school: School) -> list[list[object]]:
    """Every class gets its share; one family in eight has two children at the school."""
    place = county.schools().index(school)
    names = Names(f"{county.seed}/{school.code}")
    grades = GRADES[school.stage]
    count = max(len(grades), county.size.pupils // county.size.schools)
    rows: list[list[object]] = []
    for n in range(count):
        parent = n - 1 if n % 8 == 7 else n
        number = phone(int(county.code[:2]) % 100, place * 5000 + parent + 1)
        rows.append([
            f"{school.code[-3:]}{n + 1:05d}", names.next(), "女" if n % 2 else "男", grades[n % len(grades)], 1, "",
            f"{names.next()}家长", number, "母亲" if parent % 3 else "父亲",
        ])  # fmt: skip
    return rows
