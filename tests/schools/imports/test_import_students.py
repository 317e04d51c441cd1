"""导入: all rows or none; every mistake with line, column and rule."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from accounts.models.guardian import Guardian
from audit.models import Entry
from audit.roles import Role
from schools.families.models import Guardianship
from schools.imports import services
from schools.pupils.models import Student
from schools.register.models import School, SchoolClass

HEAD = ["学号", "姓名", "性别", "年级", "班号", "身份证件号", "监护人姓名", "监护人手机", "关系"]


def id_number(serial: int, born: str = "20140101") -> str:
    body = f"150802{born}{serial:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]


ROWS = [
    ["B001", "张示例", "", "1", "2", id_number(11), "张家长", "19900001001", "父亲"],
    ["B002", "单样本", "女", "3", "1", "", "张家长", "19900001001", "母亲"],
    ["20210001", "示例学生甲", "", "3", "1", "", "", "", ""],
]


def sheet(rows=ROWS, head=HEAD) -> SimpleUploadedFile:
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile("名册.xlsx", stream.getvalue())


def check(county, rows=ROWS, role=Role.SCHOOL_ADMIN, head=HEAD):
    return county.client(role).post(county.url("schools:import_students"), {"file": sheet(rows, head)})


def roll(county) -> int:
    return Student.objects.of(county.bureau.pk).count()


def test_checked_then_imported(linhe):
    client, url = linhe.client(Role.SCHOOL_ADMIN), linhe.url("schools:import_students")
    page = client.post(url, {"file": sheet()}).text
    assert "可以导入" in page and "一年级2班" in page and roll(linhe) == 3
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    assert client.post(url, {"token": token}).status_code == 302
    assert roll(linhe) == 5
    student = Student.objects.of(linhe.bureau.pk).get(student_number="B001")
    assert (str(student.school_class), student.gender, student.name_initials) == ("一年级2班", "male", "zsl")
    assert student.id_number == id_number(11) and student.id_number_index
    assert Student.objects.of(linhe.bureau.pk).get(student_number="B002").name_initials == "syb"
    guardian = Guardian.objects.of(linhe.bureau.pk).get(name="张家长")
    assert Guardianship.objects.of(linhe.bureau.pk).filter(guardian=guardian).count() == 2
    assert Entry.objects.about(linhe.school).get().changes == {"total": 3, "new": 2, "changed": 1}
    assert "只能导入一次" in client.post(url, {"token": token}, follow=True).text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"姓名": ""}, "第 2 行.*姓名不能为空", id="empty"),
        pytest.param({"年级": "7"}, "第 2 行.*小学没有7年级", id="grade of another stage"),
        pytest.param({"年级": "三"}, "第 2 行.*年级应为 1 至 9 的整数", id="not a number"),
        pytest.param({"性别": "M"}, "第 2 行.*不是性别，应为男、女", id="unknown word"),
        pytest.param({"身份证件号": "150802201401010"}, "第 2 行.*身份证号应为 18 位", id="GB 11643 length"),
        pytest.param({"身份证件号": "150802201401010119"}, "第 2 行.*校验码不对", id="GB 11643 check digit"),
        pytest.param({"性别": "女"}, "第 2 行.*性别与身份证件号不符", id="gender and number"),
        pytest.param({"监护人手机": "12345"}, "第 2 行.*手机号应为 11 位", id="phone"),
        pytest.param({"监护人姓名": ""}, "第 2 行.*还要填监护人姓名", id="phone without a name"),
        pytest.param({"学号": "B002"}, "第 3 行.*学号与第 2 行重复", id="twice in the file"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(linhe, change, words):
    first = [change.get(head, value) for head, value in zip(HEAD, ROWS[0], strict=True)]
    page = check(linhe, [first, *ROWS[1:]]).text
    assert re.search(words, page, re.DOTALL) and 'name="token"' not in page
    assert roll(linhe) == 3 and not Guardian.objects.of(linhe.bureau.pk).filter(name="张家长").exists()
    assert not SchoolClass.objects.of(linhe.bureau.pk).filter(grade=1).exists()


def test_a_number_that_another_pupil_has_is_named(linhe):
    services.import_students(school=linhe.school, upload=sheet(), by=linhe.actor(Role.SCHOOL_ADMIN))
    page = check(linhe, [["B009", "李样本", "", "1", "2", id_number(11), "", "", ""]]).text
    assert "身份证件号已登记给张示例（学号 B001）" in page
    Student.objects.of(linhe.bureau.pk).filter(student_number="B001").update(school=linhe.other_school)
    page = check(linhe, [["B009", "李样本", "", "1", "2", id_number(11), "", "", ""]]).text
    assert "本县另一所学校的学生" in page and "张示例" not in page


def test_a_pupil_of_the_same_number_at_another_school_is_another_pupil(linhe):
    Student.objects.of(linhe.bureau.pk).filter(student_number="20210001").update(school=linhe.other_school)
    services.import_students(school=linhe.school, upload=sheet(), by=linhe.actor(Role.SCHOOL_ADMIN))
    assert Student.objects.of(linhe.bureau.pk).filter(student_number="20210001").count() == 2


def test_an_empty_number_keeps_the_one_on_the_roll(linhe):
    by = linhe.actor(Role.SCHOOL_ADMIN)
    services.import_students(school=linhe.school, upload=sheet(), by=by)
    again = [[*ROWS[0][:5], "", "", "", ""]]
    services.import_students(school=linhe.school, upload=sheet(again), by=by)
    assert Student.objects.of(linhe.bureau.pk).get(student_number="B001").id_number == id_number(11)


def test_missing_and_unknown_columns(linhe):
    assert "表头缺少：学号" in check(linhe, head=["编号", *HEAD[1:]]).text
    assert "不认识的列：电话" in check(linhe, head=[*HEAD[:8], "电话"]).text


def test_wrong_role_and_wrong_county(linhe, world):
    assert check(linhe, role=Role.OFFICER).status_code == 403
    assert check(linhe, role=Role.CLASS_TEACHER).status_code == 403
    services.import_students(school=linhe.school, upload=sheet(), by=linhe.actor(Role.SCHOOL_ADMIN))
    assert roll(world.anxi) == 3


def test_a_token_of_somebody_else_opens_nothing(linhe, world):
    page = check(linhe).text
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    answer = world.anxi.client(Role.SCHOOL_ADMIN).post(
        world.anxi.url("schools:import_students"), {"token": token}, follow=True
    )
    assert "重新上传" in answer.text and roll(world.anxi) == 3


SCHOOL_HEAD = ["学校代码", "校名", "学段", "城乡", "寄宿制"]


class TestImportSchools:
    def post(self, county, rows, role=Role.OFFICER):
        return county.client(role).post(county.url("schools:import_schools"), {"file": sheet(rows, SCHOOL_HEAD)})

    def test_new_and_known_schools(self, linhe):
        rows = [
            [linhe.school.code, "改了名的小学", "小学", "城区", "否"],
            ["1508020099", "示例中学", "初中", "乡镇", "是"],
        ]
        page = self.post(linhe, rows).text
        token = re.search(r'name="token" value="([^"]+)"', page)[1]
        linhe.client(Role.OFFICER).post(linhe.url("schools:import_schools"), {"token": token})
        names = set(School.objects.of(linhe.bureau.pk).values_list("name", flat=True))
        assert {"改了名的小学", "示例中学"} <= names and len(names) == 3

    def test_a_wrong_word(self, linhe):
        page = self.post(linhe, [["1508020099", "示例中学", "高中", "乡镇", "是"]]).text
        assert "“高中”不是学段，应为小学、初中、九年一贯制" in page
        assert School.objects.of(linhe.bureau.pk).count() == 2

    def test_a_school_may_not(self, linhe):
        assert self.post(linhe, [], Role.SCHOOL_ADMIN).status_code == 403

    def test_by_command(self, linhe, tmp_path, capsys):
        path = tmp_path / "schools.csv"
        path.write_text("学校代码,校名,学段,城乡\n1508020099,示例中学,初中,乡镇\n", encoding="gb18030")
        call_command("import_schools", "150802", str(path), "--check")
        assert School.objects.of(linhe.bureau.pk).count() == 2
        call_command("import_schools", "150802", str(path))
        assert School.objects.of(linhe.bureau.pk).filter(name="示例中学").exists()

    def test_a_wrong_file_stops_the_command(self, linhe, tmp_path):
        path = tmp_path / "schools.csv"
        path.write_text("学校代码,校名,学段,城乡\n1508020099,,初中,乡镇\n", encoding="utf-8")
        with pytest.raises(CommandError, match="第 2 行"):
            call_command("import_schools", "150802", str(path))


def test_pupils_by_command(linhe, tmp_path):
    path = tmp_path / "roll.csv"
    path.write_text("学号,姓名,年级,班号\nB001,张示例,1,2\n", encoding="utf-8-sig")
    call_command("import_students", "150802", linhe.school.code, str(path))
    assert Student.objects.of(linhe.bureau.pk).filter(student_number="B001", school=linhe.school).exists()
