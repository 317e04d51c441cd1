"""方案附件."""

from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import Entry
from audit.roles import Role
from bureaus.documents.models import Attachment
from schools.plans.models import PlanAttachment

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def attach(county, plan, role=Role.SCHOOL_ADMIN, content=PDF, purpose="insurance"):
    data = {"purpose": purpose, "file": SimpleUploadedFile("保单.pdf", content)}
    return county.client(role).post(county.url("schools:attach_file", pk=plan.pk), data)


def test_kept_private_and_recorded(linhe, draft):
    assert attach(linhe, draft).status_code == 302
    attachment = Attachment.objects.of(linhe.bureau.pk).get()
    assert (attachment.name, attachment.purpose, attachment.school_id) == ("保单.pdf", "insurance", linhe.school.pk)
    assert Entry.objects.about(draft).get().changes["sha256"] == attachment.sha256
    page = linhe.client(Role.SCHOOL_ADMIN).get(linhe.url("schools:edit_plan", pk=draft.pk)).text
    assert linhe.url("bureaus:download_attachment", pk=attachment.pk) in page and "校方责任险保单" in page


def test_the_type_is_read_from_the_content(linhe, draft):
    page = attach(linhe, draft, content=b"MZ\x90\x00" + b"\0" * 64).text
    assert "这是程序文件，不能上传" in page
    assert not PlanAttachment.objects.of(linhe.bureau.pk).exists()


def test_wrong_role_and_wrong_county(linhe, draft, world):
    assert attach(linhe, draft, Role.TEACHER).status_code == 403
    assert attach(world.anxi, draft).status_code == 404


def test_not_once_it_was_submitted(linhe, submitted):
    assert "方案待审批，不能修改" in attach(linhe, submitted).text


def test_taken_off_again(linhe, draft, world):
    attach(linhe, draft)
    attached = PlanAttachment.objects.of(linhe.bureau.pk).get()
    url = linhe.url("schools:remove_attachment", pk=attached.pk)
    assert linhe.client(Role.CASHIER).post(url).status_code == 403
    assert world.anxi.client(Role.SCHOOL_ADMIN).post(url).status_code == 404
    assert linhe.client(Role.SCHOOL_ADMIN).post(url).status_code == 302
    assert not PlanAttachment.objects.of(linhe.bureau.pk).exists()
    assert Attachment.objects.of(linhe.bureau.pk).exists()
