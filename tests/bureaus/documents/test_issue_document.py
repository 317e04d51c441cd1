"""制发: made once, numbered without gaps, stored private, the same for the same content."""

import hashlib
import re
from datetime import UTC, datetime
from functools import partial

import pytest

from afterschool.papers import uploads
from afterschool.papers.pdf import pdf_from_html
from afterschool.tenancy.scopes import bureau_scope
from audit.models import Entry
from bureaus.documents import services
from bureaus.documents.models import DocumentNumber, IssuedDocument
from bureaus.documents.services import ALPHABET, Numbering
from tests.threads import at_once
from tests.world import World

BODY = b"%PDF-1.7 example\n%%EOF"
NUMBERED = Numbering("notice")


@pytest.fixture
def linhe(world):
    return world.linhe


def issued(county, body=BODY, **options):
    values = {
        "kind": "notice",
        "title": "示例通知",
        "subject": county.school,
        "body": body,
        "by": county.actor("officer"),
    }
    return services.issue_document(**values | options)


def test_a_document_is_stored_with_its_hash_and_a_trace(linhe):
    document = issued(linhe, school_id=linhe.school.pk)
    assert document.sha256 == hashlib.sha256(BODY).hexdigest()
    assert uploads.read_private(document.path, sha256=document.sha256) == BODY
    assert document.path.startswith("150802/")
    assert (document.media_type, document.size, document.issued_by) == (services.PDF, len(BODY), "业务股室示例")
    entry = Entry.objects.of(linhe.bureau.pk).about(document).get()
    assert (entry.action, entry.changes["sha256"]) == ("document.issue", document.sha256)


def test_the_check_code_is_long_and_easy_to_read_aloud(linhe):
    codes = {issued(linhe, body=BODY + bytes([n])).check_code for n in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(f"[{ALPHABET}]{{12}}", code) for code in codes)
    assert not set("01ILO") & set(ALPHABET)
    assert len(ALPHABET) ** 12 > 2**59


def test_the_same_content_is_the_same_document(linhe):
    first = issued(linhe, number=NUMBERED)
    again = issued(linhe, number=NUMBERED)
    assert again == first
    assert DocumentNumber.objects.of(linhe.bureau.pk).get().last == 1


@pytest.mark.parametrize(
    "difference",
    [{"body": BODY + b"2"}, {"kind": "report"}, {"title": "另一份"}, {"media_type": services.XLSX}],
    ids=lambda difference: next(iter(difference)),
)
def test_anything_else_is_a_new_document(linhe, difference):
    first = issued(linhe)
    other = issued(linhe, **difference)
    assert other.pk != first.pk and other.check_code != first.check_code


def test_another_subject_and_another_county_get_their_own(world):
    first = issued(world.linhe)
    assert issued(world.linhe, subject=world.linhe.other_school).check_code != first.check_code
    elsewhere = issued(world.anxi)
    assert elsewhere.check_code != first.check_code
    assert elsewhere.bureau_id == world.anxi.bureau.pk


def test_a_rendered_document_carries_its_own_number_code_and_address(linhe):
    seen = []

    def render(stamp):
        seen.append(stamp)
        return pdf_from_html(f"<p>{stamp.number} {stamp.check_code}</p>")

    document = issued(
        linhe, body=render, frozen={"fee": "350.00", "on": datetime(2026, 9, 1, tzinfo=UTC)}, number=NUMBERED
    )
    again = issued(
        linhe, body=render, frozen={"on": datetime(2026, 9, 1, tzinfo=UTC), "fee": "350.00"}, number=NUMBERED
    )
    assert again == document and len(seen) == 1, "issued twice, rendered once"
    (stamp,) = seen
    assert (stamp.number, stamp.check_code) == (document.number, document.check_code)
    assert stamp.check_url == f"http://127.0.0.1:8000/150802/check/{document.check_code}/"
    corrected = issued(linhe, body=render, frozen={"fee": "300.00"}, number=NUMBERED)
    assert corrected.pk != document.pk and corrected.number != document.number


def test_a_rendered_document_must_say_what_it_is_made_from(linhe):
    with pytest.raises(ValueError, match="frozen"):
        issued(linhe, body=lambda stamp: BODY)


# --- 发文字号, GB/T 9704-2012 7.2.5 ------------------------------------------------------------------


@pytest.mark.req("B-01")
def test_numbers_count_by_series_and_year(world, time_machine):
    time_machine.move_to(datetime(2026, 12, 31, 12, tzinfo=UTC))
    numbers = [issued(world.linhe, body=bytes([n]), number=NUMBERED).number for n in (1, 2)]
    other = issued(world.linhe, body=b"3", number=Numbering("report", "临教督")).number
    elsewhere = issued(world.anxi, number=NUMBERED).number
    time_machine.move_to(datetime(2026, 12, 31, 16, 30, tzinfo=UTC))  # half past midnight in Shanghai
    next_year = issued(world.linhe, body=b"4", number=NUMBERED).number
    assert numbers == ["临教〔2026〕1号", "临教〔2026〕2号"]
    assert other == "临教督〔2026〕1号"
    assert elsewhere == "安教〔2026〕1号"
    assert next_year == "临教〔2027〕1号"


def test_a_number_may_be_given_or_left_out(linhe):
    assert issued(linhe, number="临教函〔2026〕7号").number == "临教函〔2026〕7号"
    assert issued(linhe, body=b"2").number == ""
    assert not DocumentNumber.objects.of(linhe.bureau.pk).exists()


def test_a_failure_leaves_no_gap(linhe):
    def fails(stamp):
        raise RuntimeError(f"{stamp.number} was never made")

    with pytest.raises(RuntimeError, match="1号"):
        issued(linhe, body=fails, frozen={"n": 1}, number=NUMBERED)
    assert issued(linhe, number=NUMBERED).number.endswith("〕1号")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [False, True], ids=["different documents", "the same document"])
def test_many_at_once_leave_neither_gap_nor_double(same):
    county = World.build().linhe
    bodies = [b"same"] * 6 if same else [bytes([n]) for n in range(6)]
    papers = at_once(county, *(partial(issued, county, body=body, number=NUMBERED) for body in bodies))
    serials = sorted(int(re.search(r"〕(\d+)号", paper.number)[1]) for paper in papers)
    assert serials == ([1] * 6 if same else [1, 2, 3, 4, 5, 6])
    with bureau_scope(county.bureau.pk):
        assert IssuedDocument.objects.of(county.bureau.pk).count() == (1 if same else 6)


@pytest.mark.django_db(transaction=True)
def test_the_same_unnumbered_document_at_once_is_one():
    county = World.build().linhe
    papers = at_once(county, *[partial(issued, county)] * 4)
    assert len({paper.pk for paper in papers}) == 1
