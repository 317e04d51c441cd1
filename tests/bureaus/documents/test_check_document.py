"""核验: anybody with the paper learns that it was issued, and nothing of what it says."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bureaus.documents.services import Numbering
from tests import papers
from tests.files import PDF


def issued(county, **options):
    return papers.issued(county, **{"kind": "plan", "title": "课后服务方案", "number": Numbering("plan")} | options)


def page(client, county, code="", **options):
    kwargs = {"check_code": code} if code else {}
    return client.get(county.url("bureaus:check_document", **kwargs), options)


def test_a_stranger_may_check_a_document(world, client):
    document = issued(world.linhe)
    response = page(client, world.linhe, document.order.check_code)
    text = response.content.decode()
    assert response.status_code == 200
    for shown in (document.order.number, "课后服务方案", document.sha256, "临河区教育局"):
        assert shown in text
    assert document.path not in text


def test_the_code_is_read_as_people_type_it(world, client):
    document = issued(world.linhe)
    code = document.order.check_code
    typed = f" {code[:4]}-{code[4:8]} {code[8:]}".lower()
    response = page(client, world.linhe, check_code=typed)
    assert response.status_code == 302
    assert response["Location"].endswith(f"/150802/check/{code}/")


def test_an_unknown_code_says_what_to_look_at(world, client):
    response = page(client, world.linhe, "ABCDEFGHJKLM")
    assert response.status_code == 404
    assert "查不到这份文书" in response.content.decode()


def test_a_code_belongs_to_its_county(world, client):
    document = issued(world.linhe)
    assert page(client, world.anxi, document.order.check_code).status_code == 404
    assert page(world.anxi.client("officer"), world.anxi, document.order.check_code).status_code == 404


@pytest.mark.parametrize("options", [{"is_restricted": True}, {"guardian_ref": 1}], ids=["restricted", "family"])
def test_a_title_that_may_name_people_is_not_shown(world, client, options):
    document = issued(world.linhe, title="示例某某的协议", **options)
    text = page(client, world.linhe, document.order.check_code).content.decode()
    assert "示例某某" not in text
    assert document.order.number in text and document.sha256 in text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(PDF, "完全相同"), (PDF + b" ", "可能被改动"), (b"", "空文件")],
    ids=["same", "changed", "empty"],
)
def test_a_file_can_be_compared(world, client, content, sentence):
    document = issued(world.linhe)
    response = client.post(
        world.linhe.url("bureaus:check_document", check_code=document.order.check_code),
        {"file": SimpleUploadedFile("收到的.pdf", content)},
    )
    assert response.status_code == 200
    assert sentence in response.content.decode()


def test_a_file_too_large_is_no_document_of_ours(world, client, monkeypatch):
    monkeypatch.setattr("bureaus.documents.forms.CHECK_MAX_BYTES", 3)
    document = issued(world.linhe)
    response = client.post(
        world.linhe.url("bureaus:check_document", check_code=document.order.check_code),
        {"file": SimpleUploadedFile("x.pdf", PDF)},
    )
    assert "不是本平台制发的文书" in response.content.decode()


def test_every_file_of_a_document_is_told_and_compared(world, client):
    document = issued(world.linhe, renderer=papers.EVERY_FILE)
    address = world.linhe.url("bureaus:check_document", check_code=document.order.check_code)
    text = client.get(address).content.decode()
    assert "PDF 文件的摘要" in text and "XLSX 表格的摘要" in text
    answer = client.post(address, {"file": SimpleUploadedFile("收到的.xlsx", b"a table")})
    assert "完全相同" in answer.content.decode()


def test_what_is_ordered_and_not_made_yet_is_not_issued(world, client):
    order = papers.ordered(world.linhe)
    assert page(client, world.linhe, order.check_code).status_code == 404


def test_without_a_code_the_page_asks_for_one(world, client):
    response = page(client, world.linhe)
    assert response.status_code == 200
    assert "输入校验码" in response.content.decode()
