"""The outbox: what a service ordered in its transaction is done once, whatever the broker and the worker do."""

import ast
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from afterschool.tenancy.scopes import bureau_scope, current_scope
from audit import jobs
from audit.models import Job
from schools.register.models import School

ROOT = Path(__file__).resolve().parents[2]
KIND = "test_kind"


@pytest.fixture
def done(monkeypatch):
    """A kind of job for this test; what its handler was called with."""
    calls = []
    monkeypatch.setitem(
        jobs._handlers_of_all_apps(), KIND, jobs.Handler(lambda *a, **k: calls.append((a, k)), 1, False)
    )
    return calls


@pytest.fixture
def handler(monkeypatch):
    def install(run, version=1, leaves_house=False):
        monkeypatch.setitem(jobs._handlers_of_all_apps(), KIND, jobs.Handler(run, version, leaves_house))

    return install


@pytest.fixture
def failures_are_kept(settings):
    settings.CELERY_TASK_EAGER_PROPAGATES = False


def the_job() -> Job:
    return Job.objects.get(kind=KIND)


# --- ordering --------------------------------------------------------------------------------------------------------


def test_a_job_is_done_after_the_commit_in_the_scope_of_its_bureau(world, handler, django_capture_on_commit_callbacks):
    seen = []
    handler(lambda bureau_id, school: seen.append((bureau_id, school, current_scope().bureau_ids)))
    bureau, school = world.linhe.bureau, world.linhe.school
    with django_capture_on_commit_callbacks(execute=True):
        jobs.order(KIND, bureau_id=bureau.pk, school=school.pk)
        assert seen == [] and the_job().status == "waiting"
    assert seen == [(bureau.pk, school.pk, (bureau.pk,))]
    assert (the_job().status, the_job().attempts) == ("done", 1)


def test_an_order_falls_with_its_transaction(world, done):
    with transaction.atomic():
        jobs.order(KIND, bureau_id=world.linhe.bureau.pk)
        transaction.set_rollback(True)
    assert not Job.objects.filter(kind=KIND).exists()


def test_one_key_is_one_job_for_ever(world, done, django_capture_on_commit_callbacks):
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            jobs.order(KIND, bureau_id=world.linhe.bureau.pk, key="2021-09-26", on="2021-09-26")
            jobs.order(KIND, bureau_id=world.anxi.bureau.pk, key="2021-09-26", on="2021-09-26")
    assert len(done) == 2 == Job.objects.filter(kind=KIND).count()


def test_many_keys_are_ordered_with_two_queries_and_each_is_done_once(
    world, done, django_capture_on_commit_callbacks, django_assert_num_queries
):
    bureau_id = world.linhe.bureau.pk
    payloads = {str(n): {"row": n} for n in range(30)}
    with django_capture_on_commit_callbacks(execute=True):
        jobs.order(KIND, bureau_id=bureau_id, key="7", row=7)
        with django_assert_num_queries(2):
            jobs.order_each(KIND, bureau_id=bureau_id, payloads=payloads)
    assert sorted(call[1]["row"] for call in done) == list(range(30))
    assert Job.objects.filter(kind=KIND, status="done").count() == 30
    with pytest.raises(ValueError, match="never words"):
        jobs.order_each(KIND, bureau_id=bureau_id, payloads={"1": {"note": "张示例"}})


def test_whoever_ordered_may_ask_how_far_it_is(world, done):
    bureau_id = world.linhe.bureau.pk
    jobs.order(KIND, bureau_id=bureau_id, key="a")
    assert jobs.state_of(KIND, bureau_id=bureau_id, key="a") == "waiting"
    jobs.run_job(the_job().pk)
    assert jobs.state_of(KIND, bureau_id=bureau_id, key="a") == "done"
    assert jobs.state_of(KIND, bureau_id=world.anxi.bureau.pk, key="a") is None


@pytest.mark.parametrize("words", ["张示例", "19900000001 张", "一次 报名", "a" * 61])
def test_a_job_carries_no_words_of_a_person(world, done, words):
    with pytest.raises(ValueError, match="never words"):
        jobs.order(KIND, bureau_id=world.linhe.bureau.pk, note=words)


def test_a_kind_that_nobody_handles_is_refused_at_once(world):
    with pytest.raises(LookupError, match="nobody handles"):
        jobs.order("no_such_kind", bureau_id=world.linhe.bureau.pk)


def test_every_kind_that_is_ordered_is_handled():
    """The kinds in the sources and in the beat, read without running them."""
    ordered = {
        call.args[0].value
        for path in ROOT.glob("[a-z]*/**/*.py")
        if not {"tests", "migrations"} & set(path.parts)
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", getattr(call.func, "id", "")) in {"order", "order_each", "in_every_county"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    assert len(ordered) >= 8
    assert ordered <= jobs.kinds()


def test_nothing_but_jobs_waits_for_a_commit():
    """on_commit runs after the answer can still be taken back: only the sending of a worker may stand there."""
    waiting = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.glob("[a-z]*/**/*.py")
        if not {"tests", "bench"} & set(path.parts) and ("on_commit" in path.read_text(encoding="utf-8"))
    }
    assert waiting == {"audit/jobs.py"}


# --- what the broker and the worker may do ---------------------------------------------------------------------------


def test_a_broker_that_refuses_does_not_fail_the_request(
    world, done, monkeypatch, failures_are_kept, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(jobs, "_broker", jobs._Broker())
    attempts = []
    with monkeypatch.context() as broker:
        broker.setattr(jobs.run_job, "apply_async", lambda *a, **k: attempts.append(a) or _refuse())
        with django_capture_on_commit_callbacks(execute=True):
            jobs.order(KIND, bureau_id=world.linhe.bureau.pk, key="a")
            jobs.order(KIND, bureau_id=world.linhe.bureau.pk, key="b")
    assert len(attempts) == 1  # the second did not wait for it again
    Job.objects.filter(key="b").delete()
    monkeypatch.setattr(jobs, "_broker", jobs._Broker())
    assert done == [] and the_job().status == "waiting"
    assert jobs.sweep_jobs() == 0  # the worker that was sent for has a minute
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert jobs.sweep_jobs() == 1
    assert len(done) == 1 and the_job().status == "done"


def _refuse():
    raise ConnectionRefusedError("the broker is away")


def test_delivered_twice_it_is_done_once(world, done):
    jobs.order(KIND, bureau_id=world.linhe.bureau.pk)
    for _ in range(3):
        jobs.run_job(the_job().pk)
    assert len(done) == 1


def test_a_failure_takes_everything_back_and_is_tried_again_later_and_later(world, handler, failures_are_kept):
    school = world.linhe.school

    def fail(bureau_id):
        School.objects.of(bureau_id).filter(pk=school.pk).update(name="半截")
        raise RuntimeError("张示例的手机号 19900000001")

    handler(fail)
    jobs.order(KIND, bureau_id=world.linhe.bureau.pk)
    start, pauses = timezone.now(), []
    for _ in range(3):
        with time_machine.travel(start, tick=False):
            jobs.run_job(the_job().pk)
        pauses.append((the_job().due_at - start).total_seconds() / 60)
    school.refresh_from_db()
    assert school.name != "半截" and the_job().status == "waiting"
    assert pauses == [1, 2, 4]
    assert the_job().error.startswith("RuntimeError at audit/test_jobs.py:")  # the place, not the words


def test_after_the_last_attempt_it_is_dead_and_the_operator_may_order_it_again(
    world, handler, done, failures_are_kept, django_capture_on_commit_callbacks
):
    handler(lambda bureau_id: 1 / 0)
    jobs.order(KIND, bureau_id=world.linhe.bureau.pk)
    for _ in range(jobs.MAX_ATTEMPTS + 2):
        jobs.run_job(the_job().pk)
    assert (the_job().status, the_job().attempts) == ("dead", jobs.MAX_ATTEMPTS)
    calls = []
    handler(lambda bureau_id: calls.append(bureau_id))
    with django_capture_on_commit_callbacks(execute=True):
        jobs.retry(the_job())
        jobs.retry(the_job())
    assert calls == [world.linhe.bureau.pk] and the_job().status == "done"


def test_a_job_that_kills_its_worker_comes_to_an_end_too(world, handler, failures_are_kept):
    """The attempt is counted before it begins: of a worker that dies nothing else is left."""
    handler(lambda bureau_id: None)
    jobs.order(KIND, bureau_id=world.linhe.bureau.pk)
    for _ in range(jobs.MAX_ATTEMPTS):
        assert jobs._claim(the_job().pk) is not None  # and dies
    assert jobs._claim(the_job().pk) is None and the_job().status == "dead"


def test_an_older_payload_waits_for_somebody_who_understands_it(world, handler, failures_are_kept):
    handler(lambda bureau_id: None, version=1)
    jobs.order(KIND, bureau_id=world.linhe.bureau.pk)
    handler(lambda bureau_id: None, version=2)
    jobs.run_job(the_job().pk)
    assert the_job().status == "waiting" and the_job().error.startswith("LookupError")


def test_what_leaves_the_house_runs_outside_a_transaction_of_its_own_and_is_leased(world, handler, failures_are_kept):
    inside = []
    handler(lambda bureau_id: inside.append((len(connection.savepoint_ids), the_job().leased_until)), leaves_house=True)
    jobs.order(KIND, bureau_id=world.linhe.bureau.pk)
    depth = len(connection.savepoint_ids)
    jobs.run_job(the_job().pk)
    (depth_inside, leased_until), job = inside[0], the_job()
    assert depth_inside == depth and leased_until > timezone.now()
    assert job.status == "done" and job.leased_until is None


def test_done_jobs_are_forgotten_after_a_month_and_dead_ones_are_not(world, done):
    jobs.order(KIND, bureau_id=world.linhe.bureau.pk, key="a")
    jobs.order(KIND, bureau_id=world.linhe.bureau.pk, key="b")
    old = timezone.now() - timedelta(days=31)
    Job.objects.filter(key="a").update(status="done", ended_at=old)
    Job.objects.filter(key="b").update(status="dead", ended_at=old)
    jobs.forget_done_jobs()
    assert list(Job.objects.filter(kind=KIND).values_list("key", flat=True)) == ["b"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_job_do_it_once(handler):
    begun, go_on, calls = threading.Event(), threading.Event(), []

    def slow(bureau_id):
        calls.append(bureau_id)
        begun.set()
        go_on.wait(10)

    handler(slow)
    with bureau_scope():
        jobs.order(KIND, bureau_id=7, due_at=timezone.now())
    pk = the_job().pk
    first = threading.Thread(target=_in_own_connection, args=(pk,))
    first.start()
    assert begun.wait(10)
    _in_thread(pk)  # finds it locked and goes home
    assert calls == [7] and the_job().attempts == 1
    go_on.set()
    first.join(10)
    assert the_job().status == "done" and calls == [7]


def _in_thread(pk):
    thread = threading.Thread(target=_in_own_connection, args=(pk,))
    thread.start()
    thread.join(10)


def _in_own_connection(pk):
    try:
        jobs.run_job(pk)
    finally:
        connection.close()


# --- the operator's page ---------------------------------------------------------------------------------------------


def test_the_operator_sees_what_is_dead_and_where_it_broke_and_orders_it_again(
    world, handler, done, failures_are_kept, django_capture_on_commit_callbacks
):
    handler(lambda bureau_id: 1 / 0)
    jobs.order(KIND, bureau_id=world.linhe.bureau.pk)
    for _ in range(jobs.MAX_ATTEMPTS):
        jobs.run_job(the_job().pk)
    operator = Client()
    user = User.objects.create_superuser("operator", password="x", name="平台运维", is_staff=True)
    operator.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = operator.get("/admin/audit/job/?status__exact=dead").content.decode()
    assert KIND in page and "ZeroDivisionError at audit/test_jobs.py" in page
    calls = []
    handler(lambda bureau_id: calls.append(bureau_id))
    with django_capture_on_commit_callbacks(execute=True):
        answer = operator.post(
            "/admin/audit/job/", {"action": "retry", "_selected_action": [the_job().pk]}, follow=True
        )
    assert "已重新下达 1 项" in answer.content.decode()
    assert calls == [world.linhe.bureau.pk] and the_job().status == "done"
    assert LogEntry.objects.get().user == user


@pytest.mark.parametrize("role", ["officer", "school_admin"])
def test_nobody_else_sees_the_jobs(world, role):
    assert world.linhe.client(role).get("/admin/audit/job/").status_code == 302
