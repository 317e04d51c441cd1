"""学生名册: found by name and initials; identity numbers masked, read in full with a trace."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from audit.roles import Role
from schools.pupils.models import Student
from schools.register.models import SchoolClass

ID_NUMBER = "15080220140101001X"


@pytest.fixture
def student(linhe) -> Student:
    student = linhe.student
    student.id_number = ID_NUMBER
    student.save(update_fields=["id_number"])
    return student


def page(county, role=Role.SCHOOL_ADMIN, **query) -> str:
    return county.client(role).get(county.url("schools:list_students"), query).text


def test_found_by_initials_and_by_name(linhe):
    assert "示例学生乙" in page(linhe) and "示例学生甲" in page(linhe)
    assert "示例学生乙" in page(linhe, name="slxsy") and "示例学生甲" not in page(linhe, name="SLXSy")
    assert "示例学生甲" in page(linhe, name="示例学生甲") and "示例学生乙" not in page(linhe, name="示例学生甲")


def test_a_class_teacher_sees_their_class(linhe):
    other = SchoolClass.objects.of(linhe.bureau.pk).create(school=linhe.school, grade=4, number=1)
    Student.objects.of(linhe.bureau.pk).filter(pk=linhe.students[2].pk).update(school_class=other)
    assert "示例学生丙" not in page(linhe, Role.CLASS_TEACHER) and "示例学生丙" in page(linhe)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.INSPECTOR, Role.COMMITTEE_MEMBER, Role.CASHIER])
def test_nobody_else_lists_pupils(linhe, role):
    assert linhe.client(role).get(linhe.url("schools:list_students")).status_code == 403


def test_numbers_are_masked(linhe, student):
    assert ID_NUMBER not in page(linhe) and "150***********001X" in page(linhe)


def test_reading_a_number_leaves_a_trace(linhe, student):
    url = linhe.url("schools:read_id_number", pk=student.pk)
    assert ID_NUMBER in linhe.client(Role.SCHOOL_ADMIN).post(url).text
    entry = Entry.objects.about(student).get()
    assert (entry.kind, entry.action, entry.role) == ("read", "read.id_number", "school_admin")
    assert ID_NUMBER in linhe.client(Role.CLASS_TEACHER).post(url).text


def test_who_may_not_read_a_number(linhe, student, world):
    url = linhe.url("schools:read_id_number", pk=student.pk)
    assert linhe.client(Role.TEACHER).post(url).status_code == 403
    assert linhe.client(Role.OFFICER).post(url).status_code == 404
    assert (
        world.anxi.client(Role.SCHOOL_ADMIN).post(world.anxi.url("schools:read_id_number", pk=student.pk)).status_code
        == 404
    )
    assert linhe.client(Role.SCHOOL_ADMIN).get(url).status_code == 405
    assert not Entry.objects.about(student).exists()


def test_three_pupils_cost_what_thirty_cost(linhe):
    def queries() -> int:
        client = linhe.client(Role.SCHOOL_ADMIN)
        with CaptureQueriesContext(connection) as seen:
            client.get(linhe.url("schools:list_students"))
        return len(seen)

    queries()
    few = queries()
    for n in range(10, 37):
        Student.objects.of(linhe.bureau.pk).create(
            school=linhe.school, school_class=linhe.school_class, name=f"学生{n}", student_number=str(n)
        )
    assert queries() == few


def test_classes_with_their_numbers(linhe, world):
    answer = linhe.client(Role.TEACHING_OFFICE).get(linhe.url("schools:list_classes")).text
    assert "三年级1班" in answer and ">3<" in answer
    assert world.anxi.client(Role.OFFICER).get(world.anxi.url("schools:list_classes")).status_code == 403
