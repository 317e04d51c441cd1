"""生成: rendered from what was frozen and nothing else, once, whatever becomes of the worker."""

import hashlib
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from afterschool.papers import uploads
from afterschool.papers.pdf import pdf_from_html
from afterschool.tenancy.scopes import NO_SCOPE, bureau_scope, current_scope
from audit import jobs
from audit.models import Entry, Job
from bureaus.documents import registry, reports, services, tasks
from bureaus.documents.models import IssuedDocument
from bureaus.documents.services import Numbering
from schools.register.models import School
from tests import papers
from tests.files import PDF
from tests.papers import issued, ordered
from tests.threads import at_once
from tests.world import World

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def linhe(world):
    return world.linhe


@pytest.fixture
def way(monkeypatch):
    def install(name, render):
        monkeypatch.setitem(papers.ways, name, render)

    return install


@pytest.fixture
def failures_are_kept(settings):
    settings.CELERY_TASK_EAGER_PROPAGATES = False


def files(county):
    return IssuedDocument.objects.of(county.bureau.pk)


def on_disk(settings) -> list[str]:
    return sorted(path.name for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file())


def the_job() -> Job:
    return Job.objects.get(kind="document")


def state_of(order) -> str:
    return reports.DocumentProgress.of(order).state


def test_a_document_is_stored_with_its_hash_and_a_trace(linhe):
    document = issued(linhe, school_id=linhe.school.pk)
    assert document.sha256 == hashlib.sha256(PDF).hexdigest()
    assert uploads.read_private(document.path, sha256=document.sha256) == PDF
    assert document.path.startswith("150802/")
    assert (document.media_type, document.size) == (registry.PDF, len(PDF))
    entry = Entry.objects.of(linhe.bureau.pk).about(document).get()
    assert (entry.action, entry.changes["sha256"], entry.actor_name) == ("document.issue", document.sha256, "系统")


def test_it_is_made_after_the_commit_of_whoever_ordered_it(linhe, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        order = ordered(linhe)
        assert state_of(order) == "waiting"
    assert state_of(order) == "made" and the_job().status == "done"


def test_every_kind_of_file_that_its_renderer_knows_is_made_under_one_check_code(linhe):
    document = issued(linhe, renderer=papers.EVERY_FILE)
    assert [file.media_type for file in document.order.files.order_by("media_type")] == [registry.PDF, registry.XLSX]
    assert state_of(document.order) == "made"


def test_a_document_carries_its_own_number_code_and_address(linhe, way):
    stamps = []

    def render(content, stamp):
        stamps.append(stamp)
        return pdf_from_html(f"<p>{content['fee']} {stamp.number} {stamp.check_code}</p>")

    way("page", render)
    order = issued(linhe, content={"way": "page", "fee": "350.00"}, number=Numbering("notice")).order
    tasks.make_document(linhe.bureau.pk, order.pk)
    (stamp,) = stamps  # made again, rendered once
    assert (stamp.number, stamp.check_code) == (order.number, order.check_code)
    assert stamp.check_url == f"http://127.0.0.1:8000/150802/check/{order.check_code}/"


@pytest.mark.django_db(transaction=True)
def test_a_renderer_finds_no_rows_but_what_was_frozen(way, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = False
    county, seen = World.build().linhe, []

    def look(content, stamp):
        seen.append((current_scope(), connection.in_atomic_block, School.objects.of(county.bureau.pk).count()))
        return PDF

    way("look", look)
    with bureau_scope(county.bureau.pk):
        ordered(county, content={"way": "look"})
    papers.work_off()
    assert seen == [(NO_SCOPE, False, 0)]


def test_a_worker_that_has_loaded_nothing_yet_knows_every_renderer():
    look = """
import django; django.setup()
from bureaus.documents import registry
print(*registry.media_types_of("service_plan"), *registry.media_types_of("clue_register"))
"""
    answer = subprocess.run([sys.executable, "-c", look], cwd=ROOT, check=True, capture_output=True, text=True)
    assert answer.stdout.split() == [registry.PDF, registry.PDF, registry.XLSX]


def test_a_worker_killed_between_file_and_row_is_followed_by_one_that_finds_the_file(
    linhe, way, settings, failures_are_kept
):
    class Killed(BaseException):
        """Nothing catches it: as with a signal, the worker says no more."""

    def die(content, stamp):
        raise Killed

    order = ordered(linhe, renderer=papers.EVERY_FILE)
    way("table", die)
    with pytest.raises(Killed):
        jobs.run_job(the_job().pk)
    assert not files(linhe).exists() and the_job().status == "waiting" and state_of(order) == "waiting"
    (left,) = on_disk(settings)
    way("", lambda content, stamp: pytest.fail("the page that was made is not made again"))
    way("table", lambda content, stamp: b"a table at last")
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        jobs.sweep_jobs()
    assert the_job().status == "done" and state_of(order) == "made"
    assert {file.media_type: file.size for file in files(linhe)} == {registry.PDF: len(PDF), registry.XLSX: 15}
    assert len(on_disk(settings)) == 2 and left in on_disk(settings)
    assert Entry.objects.of(linhe.bureau.pk).filter(action="document.issue").count() == 2


def test_a_failure_keeps_number_and_content_for_the_next_try(linhe, way, settings, failures_are_kept):
    way("page", lambda content, stamp: 1 / 0)
    order = ordered(linhe, content={"way": "page"}, number=Numbering("notice"))
    for _ in range(jobs.MAX_ATTEMPTS):
        jobs.run_job(the_job().pk)
    assert the_job().status == "dead" and state_of(order) == "failed" and on_disk(settings) == []
    way("page", lambda content, stamp: f"{stamp.number}".encode())
    jobs.retry(the_job())
    jobs.run_job(the_job().pk)
    assert state_of(order) == "made" and files(linhe).get().size == len(order.number.encode())


def test_one_order_does_not_take_the_file_of_another(linhe):
    """A database set back to yesterday counts again, and its papers get other numbers than those that lie about."""
    first, path = ordered(linhe), []
    for moment in (first.ordered_at, first.ordered_at + timedelta(days=1)):
        first.ordered_at = moment
        path.append(services.render_document(first)[registry.PDF].path)
    assert path[0] != path[1]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_document_leave_one_row_and_one_file(settings, way):
    county = World.build().linhe
    settings.CELERY_TASK_ALWAYS_EAGER = False
    made = iter([b"%PDF one", b"%PDF other, longer"])
    way("page", lambda content, stamp: next(made))
    with bureau_scope(county.bureau.pk):
        order = ordered(county, content={"way": "page"})
    at_once(county, *[lambda: tasks.make_document(county.bureau.pk, order.pk)] * 2)
    with bureau_scope(county.bureau.pk):
        document = files(county).get()
        assert uploads.read_private(document.path, sha256=document.sha256).startswith(b"%PDF o")
    assert len(on_disk(settings)) == 1
