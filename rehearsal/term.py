"""One term of one county: plans, enrollment, agreements, sessions, attendance, charges."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from afterschool.values.vocabulary import SchoolStage
from audit.actors import Actor
from bureaus.terms import reports as calendar
from bureaus.terms.models import Term
from enrollment.admissions.models import Application, ExemptionClaim, Offering, Place, Round
from enrollment.agreements.models import Agreement, AgreementTemplate
from enrollment.attendance.models import Attendance, Session
from rehearsal.menu import WORKDAYS, menu
from rehearsal.roll import BATCH, Register
from schools.families.models import Guardianship
from schools.plans.models import Activity, ServicePlan, TimeSlot
from schools.plans.services import plans as plan_services
from schools.pupils.models import Student
from schools.register.models import School

AGREEMENT_TEXT = "示例协议：学校按备案方案提供课后服务；家长按时接送；可随时书面申请退出。"


@dataclass(frozen=True)
class Deciders:
    """Who files and who decides about one school's plan."""

    admin: Actor
    officer: Actor
    approver: Actor


class TermLife:
    """Fills one term. `held` are the first and last day between which sessions were really held."""

    def __init__(self, register: Register, term: Term, *, held: tuple[date, date]):
        self.register = register
        self.term = term
        self.bureau_id = register.bureau.pk
        self.days = calendar.school_days(self.bureau_id, *held)
        self.template = self._template()

    def _template(self) -> AgreementTemplate:
        version = f"{self.term.year}{self.term.season}"
        return AgreementTemplate.objects.of(self.bureau_id).create(
            version=version,
            title="课后服务协议书",
            body=AGREEMENT_TEXT,
            sha256=hashlib.sha256(AGREEMENT_TEXT.encode()).hexdigest(),
            effective_from=self.term.starts_on,
        )

    def live(
        self, school: School, number: int, *, on_paper_only: bool = False, deciders: Deciders | None = None
    ) -> None:
        """A whole term of one school; `on_paper_only`: approved, applied for, but never held (what verification finds)."""
        plan = self.plan(school, number)
        self.approve(plan, deciders)
        round_ = self._round(plan)
        offerings = self._offerings(round_, list(plan.activities.select_related("plan")))
        applications = self._applications(round_, self.register.students[school.pk])
        places = self._places(applications, offerings)
        if not on_paper_only:
            self._sessions(school, offerings, places)

    def plan(self, school: School, number: int) -> ServicePlan:
        """A complete draft: texts, five days, the menu of the n-th school."""
        plan = ServicePlan.objects.of(self.bureau_id).create(
            school=school, term=self.term, **plan_texts(self.register, school)
        )
        TimeSlot.objects.of(self.bureau_id).bulk_create(
            [
                TimeSlot(bureau_id=self.bureau_id, plan=plan, weekday=day, starts_at=time(16, 30), ends_at=time(18, 20))
                for day in WORKDAYS
            ]
        )
        staff = self.register.staff[school.pk]
        Activity.objects.of(self.bureau_id).bulk_create(
            [activity_of(self.bureau_id, plan, dish, staff[n % len(staff)]) for n, dish in enumerate(menu(number))]
        )
        return plan

    def approve(self, plan: ServicePlan, deciders: Deciders | None) -> None:
        """Through the county's own chain where somebody decides, else as a fact of the past; decided before the term."""
        if deciders is not None:
            plan_services.submit_plan(plan=plan, by=deciders.admin)
            for decider in (deciders.officer, deciders.approver):
                plan_services.approve_plan(plan=plan, by=decider)
        filed = _moment(self.term.starts_on - timedelta(days=12))
        ServicePlan.objects.of(self.bureau_id).filter(pk=plan.pk).update(
            status=ServicePlan.Status.APPROVED, submitted_at=filed, decided_at=filed + timedelta(days=4)
        )
        plan.refresh_from_db()

    # --- enrollment -------------------------------------------------------------------------------------------------------

    def _round(self, plan: ServicePlan) -> Round:
        opens = _moment(self.term.starts_on - timedelta(days=6))
        return Round.objects.of(self.bureau_id).create(
            school=plan.school,
            term=self.term,
            plan=plan,
            status=Round.Status.CLOSED,
            opens_at=opens,
            closes_at=opens + timedelta(days=5),
        )

    def _offerings(self, round_: Round, activities: list[Activity]) -> list[Offering]:
        return Offering.objects.of(self.bureau_id).bulk_create(
            [
                Offering(
                    bureau_id=self.bureau_id, round=round_, activity=row, capacity=row.capacity, seats_left=row.capacity
                )
                for row in activities
            ]
        )

    def _applications(self, round_: Round, students: list[Student]) -> list[Application]:
        """Of the pupils who need the service, nine in ten take part."""
        needing = [student for n, student in enumerate(students) if n % 3 != 2 and n % 10 != 9]
        links = {
            link.student_id: link.guardian_id
            for link in self._guardianships(needing)
        }  # fmt: skip
        applications = Application.objects.of(self.bureau_id).bulk_create(
            [
                Application(
                    bureau_id=self.bureau_id,
                    round=round_,
                    student=student,
                    guardian_id=links[student.pk],
                    status=Application.Status.AGREED,
                    takes_part_from=self.term.starts_on,
                    decided_at=round_.closes_at,
                )
                for student in needing
            ],
            batch_size=BATCH,
        )
        Agreement.objects.of(self.bureau_id).bulk_create(
            [
                Agreement(
                    bureau_id=self.bureau_id,
                    application=row,
                    template=self.template,
                    version=self.template.version,
                    text=self.template.body,
                    sha256=self.template.sha256,
                    accepted_by_id=row.guardian_id,
                )
                for row in applications
            ],
            batch_size=BATCH,
        )
        return applications

    def _guardianships(self, students: list[Student]):

        return Guardianship.objects.of(self.bureau_id).filter(student__in=students).order_by("-pk")

    def _places(self, applications: list[Application], offerings: list[Offering]) -> dict[int, list[int]]:
        """Everyone has base care; clubs fill round-robin up to their capacity. Students by offering."""
        base = [row for row in offerings if row.capacity is None]
        clubs = [row for row in offerings if row.capacity is not None]
        rows, students = [], {row.pk: [] for row in offerings}
        for n, application in enumerate(applications):
            club = clubs[n % len(clubs)] if clubs else None
            chosen = [*base, *([club] if club is not None and club.seats_left else [])]
            if club in chosen:
                club.seats_left -= 1
            for offering in chosen:
                rows.append(Place(bureau_id=self.bureau_id, application=application, offering=offering))
                students[offering.pk].append(application.student_id)
        Place.objects.of(self.bureau_id).bulk_create(rows, batch_size=BATCH)
        Offering.objects.of(self.bureau_id).bulk_update(clubs, ["seats_left"])
        return students

    # --- sessions -----------------------------------------------------------------------------------------------------------

    def _sessions(self, school: School, offerings: list[Offering], students: dict[int, list[int]]) -> None:
        today = timezone.localdate()
        sessions = Session.objects.of(self.bureau_id).bulk_create(
            [
                self._session(
                    school,
                    offering,
                    day.on,
                    held=day.on < today and bool(students[offering.pk]),
                    count=len(students[offering.pk]),
                )
                for offering in offerings
                for day in self.days
                if day.weekday in offering.activity.weekdays
            ],
            batch_size=BATCH,
        )
        Attendance.objects.of(self.bureau_id).bulk_create(
            [
                Attendance(
                    bureau_id=self.bureau_id,
                    day=session.day,
                    session=session,
                    student_id=student_id,
                    status=Attendance.Status.ABSENT if _is_away(session.day, n) else Attendance.Status.PRESENT,
                )
                for session in sessions
                if session.status == Session.Status.HELD
                for n, student_id in enumerate(students[session.offering_id])
            ],
            batch_size=BATCH,
        )

    def _session(self, school: School, offering: Offering, day: date, *, held: bool, count: int) -> Session:
        activity = offering.activity
        absent = sum(_is_away(day, n) for n in range(count)) if held else 0
        return Session(
            bureau_id=self.bureau_id,
            status=Session.Status.HELD if held else Session.Status.PLANNED,
            school=school,
            term=self.term,
            activity=activity,
            offering=offering,
            day=day,
            starts_at=activity.starts_at,
            ends_at=activity.ends_at,
            teacher_id=activity.teacher_id,
            roll_taken_at=_moment(day, activity.starts_at) if held else None,
            present_count=count - absent if held else 0,
            absent_count=absent,
        )


def plan_texts(register: Register, school: School) -> dict[str, object]:
    """The parts a plan must have, briefly."""
    return {
        "survey_summary": f"向全体家长发放问卷，{len(register.students[school.pk])} 份全部收回，三分之二的家庭需要课后服务。",
        "organization": "校长总负责，每天一名中层以上干部带班，任课教师自愿报名，按活动定人定岗。",
        "management_rules": "建立考勤、交接班、门卫登记、请假和弹性离校制度，服务人员持证上岗。",
        "safety_measures": "开课前检查场地、消防和用电；放学由教师按班护送到校门，与家长当面交接；外来人员登记入校。",
        "emergency_plan": "遇突发疾病或受伤，现场教师先行救护并报告带班领导，通知家长，必要时拨打 120；遇火警按疏散图撤离。",
        "risk_assessment": "开学前逐项评估场地、消防、用电和交通风险，问题均已整改。",
        "insurance": "已投保校方责任险（示例保单）",
        "exercise_minutes": 60,
        "fee_amount": register.county.fee if register.county.fee is not None else Decimal("0"),
        "fee_unit": register.county.fee_unit or "term",
        "fee_document": f"示发改价〔{timezone.localdate().year}〕1号" if register.county.fee is not None else "",
    }


def activity_of(bureau_id: int, plan: ServicePlan, dish, teacher) -> Activity:
    junior = plan.school.stage == SchoolStage.JUNIOR
    nine_year = plan.school.stage == SchoolStage.NINE_YEAR
    return Activity(
        bureau_id=bureau_id,
        plan=plan,
        name=dish.name,
        kind=dish.kind,
        category=dish.category,
        weekdays=list(dish.weekdays),
        starts_at=dish.starts_at,
        ends_at=dish.ends_at,
        capacity=dish.capacity,
        venue=dish.venue,
        content=dish.content,
        teacher=teacher,
        grade_from=7 if junior else 1,
        grade_to=9 if junior or nine_year else 6,
    )


def claim_exemption(
    application: Application, *, category: str, category_name: str, clause: str, evidence, term: Term
) -> ExemptionClaim:
    """An accepted claim, for the children whose charge is 0 元."""
    return ExemptionClaim.objects.of(application.bureau_id).create(
        student_id=application.student_id,
        application=application,
        status=ExemptionClaim.Status.ACCEPTED,
        category=category,
        category_name=category_name,
        evidence=evidence,
        valid_from=term.starts_on,
        valid_to=term.ends_on,
        clause=clause,
        decided_at=timezone.now(),
    )


def _is_away(day: date, n: int) -> bool:
    """One child in eleven is absent, another one each day."""
    return (day.toordinal() + n) % 11 == 0


def _moment(day: date, at: time = time(9, 0)) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
