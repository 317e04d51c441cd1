"""下达文书: decided once, numbered without gaps, the same for the same content; rendering keeps nobody waiting."""

import re
import threading
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from afterschool.tenancy.scopes import bureau_scope
from audit import jobs
from audit.models import Job
from bureaus.documents import services
from bureaus.documents.models import DocumentNumber, DocumentOrder
from bureaus.documents.services import ALPHABET, Numbering
from tests import papers
from tests.papers import issued, ordered
from tests.threads import at_once
from tests.world import World

NUMBERED = Numbering("notice")


@pytest.fixture
def linhe(world):
    return world.linhe


def orders(county):
    return DocumentOrder.objects.of(county.bureau.pk)


def test_an_order_holds_what_the_paper_will_say_and_orders_its_making(linhe):
    order = ordered(linhe, content={"fee": "350.00", "note": "张示例"}, school_id=linhe.school.pk)
    kept = orders(linhe).get()
    assert kept.frozen == {"fee": "350.00", "note": "张示例"}
    assert (kept.renderer, kept.media_types, kept.ordered_by) == (
        papers.RENDERER,
        ["application/pdf"],
        "业务股室示例",
    )
    job = Job.objects.get(kind="document")
    assert (job.key, job.payload, job.status) == (str(order.pk), {"order_id": order.pk}, "waiting")
    assert not order.files.exists()


def test_what_it_will_say_is_sealed_in_the_database(linhe):
    ordered(linhe, content={"note": "张示例"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM bureaus_documents_documentorder")
        (stored,) = cursor.fetchone()
    assert stored.startswith("sm4:") and "张示例" not in stored


@pytest.mark.parametrize("table", ["documentorder", "issueddocument"])
def test_neither_an_order_nor_its_file_is_ever_changed(linhe, table):
    issued(linhe)
    for statement in ("UPDATE bureaus_documents_{} SET id = id", "DELETE FROM bureaus_documents_{}"):
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(table))


def test_an_order_that_nobody_renders_is_refused_at_once(linhe):
    with pytest.raises(LookupError, match="nobody renders"):
        ordered(linhe, renderer="no_such_renderer")


def test_the_check_code_is_long_and_easy_to_read_aloud(linhe):
    codes = {ordered(linhe, bytes([n])).check_code for n in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(f"[{ALPHABET}]{{12}}", code) for code in codes)
    assert not set("01ILO") & set(ALPHABET)
    assert len(ALPHABET) ** 12 > 2**59


# --- the same and another ----------------------------------------------------------------------------


def test_the_same_content_is_the_same_document(linhe):
    on = datetime(2026, 9, 1, tzinfo=UTC)
    first = ordered(linhe, number=NUMBERED, content={"fee": "350.00", "on": on})
    again = ordered(linhe, number=NUMBERED, content={"on": on, "fee": "350.00"})
    assert again == first
    assert DocumentNumber.objects.of(linhe.bureau.pk).get().last == 1
    assert Job.objects.filter(kind="document").count() == 1


@pytest.mark.parametrize(
    "difference",
    [{"body": b"2"}, {"kind": "report"}, {"title": "另一份"}],
    ids=lambda difference: next(iter(difference)),
)
def test_anything_else_is_a_new_document(linhe, difference):
    first = ordered(linhe, number=NUMBERED)
    other = ordered(linhe, number=NUMBERED, **difference)
    assert other.pk != first.pk and other.check_code != first.check_code and other.number != first.number


def test_another_subject_and_another_county_get_their_own(world):
    first = ordered(world.linhe)
    assert ordered(world.linhe, subject=world.linhe.other_school).check_code != first.check_code
    elsewhere = ordered(world.anxi)
    assert elsewhere.check_code != first.check_code
    assert elsewhere.bureau_id == world.anxi.bureau.pk


def test_a_document_is_replaced_at_most_once(linhe):
    first, *corrections = (ordered(linhe, bytes([n])) for n in range(3))
    values = {field.attname: getattr(first, field.attname) for field in first._meta.fields if field.attname != "id"}
    for n, _ in enumerate(corrections):
        new = DocumentOrder(**values | {"check_code": f"CORRECTION{n}", "replaces_id": first.pk})
        if n == 0:
            new.save()
        else:
            with pytest.raises(IntegrityError, match="document_replaced_once"), transaction.atomic():
                new.save()
    assert orders(linhe).filter(replaces=first).count() == 1


def test_many_are_ordered_with_as_few_queries_as_one(linhe, django_assert_max_num_queries):
    def order(count):
        wanted = [
            services.Paper(
                kind="form", subject=linhe.school, title=f"{count} {n}", content={"n": n}, renderer=papers.RENDERER
            )
            for n in range(count)
        ]
        return services.order_documents(wanted, by=linhe.actor("inspector"))

    order(1)
    with django_assert_max_num_queries(12):
        many = order(60)
    assert [order.title for order in many] == [f"60 {n}" for n in range(60)]
    assert Job.objects.filter(kind="document").count() == 61


# --- 发文字号, GB/T 9704-2012 7.2.5 ------------------------------------------------------------------


@pytest.mark.req("B-01")
def test_numbers_count_by_series_and_year(world, time_machine):
    time_machine.move_to(datetime(2026, 12, 31, 12, tzinfo=UTC))
    numbers = [ordered(world.linhe, bytes([n]), number=NUMBERED).number for n in (1, 2)]
    other = ordered(world.linhe, b"3", number=Numbering("report", "临教督")).number
    elsewhere = ordered(world.anxi, number=NUMBERED).number
    time_machine.move_to(datetime(2026, 12, 31, 16, 30, tzinfo=UTC))  # half past midnight in Shanghai
    next_year = ordered(world.linhe, b"4", number=NUMBERED).number
    assert numbers == ["临教〔2026〕1号", "临教〔2026〕2号"]
    assert other == "临教督〔2026〕1号"
    assert elsewhere == "安教〔2026〕1号"
    assert next_year == "临教〔2027〕1号"


def test_a_number_may_be_given_or_left_out(linhe):
    assert ordered(linhe, number="临教函〔2026〕7号").number == "临教函〔2026〕7号"
    assert ordered(linhe, b"2").number == ""
    assert not DocumentNumber.objects.of(linhe.bureau.pk).exists()


def test_what_is_taken_back_leaves_no_gap(linhe):
    with transaction.atomic():
        assert ordered(linhe, b"1", number=NUMBERED).number.endswith("〕1号")
        transaction.set_rollback(True)
    assert ordered(linhe, b"2", number=NUMBERED).number.endswith("〕1号")
    assert Job.objects.filter(kind="document").count() == 1


# --- at once -----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [False, True], ids=["different documents", "the same document"])
def test_many_at_once_leave_neither_gap_nor_double(same):
    county = World.build().linhe
    acts = [lambda n=n: ordered(county, b"same" if same else bytes([n]), number=NUMBERED).number for n in range(6)]
    serials = sorted(int(re.search(r"〕(\d+)号", number)[1]) for number in at_once(county, *acts))
    assert serials == ([1] * 6 if same else [1, 2, 3, 4, 5, 6])
    with bureau_scope(county.bureau.pk):
        assert orders(county).count() == (1 if same else 6)
    assert Job.objects.filter(kind="document").count() == (1 if same else 6)


@pytest.mark.django_db(transaction=True)
def test_the_same_unnumbered_document_at_once_is_one():
    county = World.build().linhe
    assert len(set(at_once(county, *[lambda: ordered(county).pk] * 4))) == 1
    assert Job.objects.filter(kind="document").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_next_number_does_not_wait_for_a_document_that_is_being_rendered(monkeypatch, settings):
    """The worker stands still in the middle of a page; meanwhile another document gets its number at once."""
    settings.CELERY_TASK_ALWAYS_EAGER = False
    county, begun, go_on = World.build().linhe, threading.Event(), threading.Event()
    monkeypatch.setitem(papers.ways, "slow", lambda content, stamp: begun.set() or (go_on.wait(30) and b"%PDF slow"))
    with bureau_scope(county.bureau.pk):
        slow = ordered(county, content={"way": "slow"}, number=NUMBERED)
    worker = threading.Thread(target=_work_off, args=(slow,))
    worker.start()
    try:
        assert begun.wait(30)
        with bureau_scope(county.bureau.pk), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '1ms'")
            assert ordered(county, b"quick", number=NUMBERED).number.endswith("〕2号")
        assert _open_transactions() == 0, "nor does it hold anything else"
    finally:
        go_on.set()
        worker.join(30)
    with bureau_scope(county.bureau.pk):
        assert slow.files.get().size == len(b"%PDF slow")


def _work_off(order: DocumentOrder) -> None:
    try:
        jobs.run_job(Job.objects.get(kind="document", key=str(order.pk)).pk)
    finally:
        connection.close()


def _open_transactions() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]
