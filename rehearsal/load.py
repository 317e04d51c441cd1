"""Loads the whole demonstration: a term of 2021 that is over, and the current term in full swing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models.user import User
from afterschool.papers import uploads
from afterschool.tenancy.scopes import bureau_scope
from audit.actors import Actor, ActorKind
from audit.roles import Role
from billing.charges import services as charge_services
from billing.payments import services as payment_services
from billing.standards import services as standard_services
from billing.standards.models import FeeStandard
from bureaus.documents import services as document_services
from bureaus.documents.models import Attachment, DocumentNumber
from bureaus.policies import services as policy_services
from bureaus.terms import services as term_services
from bureaus.terms.models import Term
from bureaus.tree.models import Bureau
from enrollment.admissions.models import Application
from enrollment.admissions.services import rounds as round_services
from rectification.campaigns.models import Campaign
from rectification.indicators import services as indicator_services
from rectification.returns import rules as return_rules
from rectification.returns.models.clues import Clue, ClueReport
from rehearsal import people
from rehearsal.counties import COUNTIES, DemoCounty
from rehearsal.roll import Register, ask_demand, build_tree, fill_register
from rehearsal.term import Deciders, TermLife, claim_exemption, plan_texts
from schools.plans.models import ServicePlan
from schools.plans.services import plans as plan_services
from schools.register.models import School

PAST = (2021, date(2021, 9, 1), date(2022, 1, 14))
PAST_HELD = (date(2021, 12, 1), date(2021, 12, 31))
RECENT_DAYS = 45  # how far back the present term's sessions reach


@dataclass(frozen=True)
class Size:
    """How many schools and pupils the first county gets; None = as told in counties.py."""

    schools: int | None = None
    pupils: int | None = None


def load(*, size: Size, only: str | None = None) -> list[Bureau]:
    """Builds every county (or one) into an empty database."""
    tree = build_tree()
    _operator()
    loaded = []
    for county in COUNTIES:
        if only in (None, county.code):
            scale = size if county.code == (only or COUNTIES[0].code) else Size()
            _load_county(county, tree, scale)
            loaded.append(tree[county.code])
    return loaded


def _operator() -> None:
    """The platform's operator: the read-only admin, no pupil data."""
    user = User(username="operator", name="平台运维", is_staff=True, is_superuser=True)
    user.password = people.demo_password()
    user.save()


def _load_county(county: DemoCounty, tree: dict[str, Bureau], size: Size) -> None:
    bureau, above = tree[county.code], tree[county.parents[-1][0]]
    _adopt(above, county.prefecture_packs)
    with bureau_scope(bureau.pk):
        register = fill_register(county, bureau, schools=size.schools, pupils=size.pupils)
        officer = _actor(bureau, Role.OFFICER)
        for pack in county.packs:
            policy_services.adopt_policy_pack(pack_code=pack, by=officer)
        _past(register, officer)
        _present(register, officer)
        _campaigns(register, officer)


def _adopt(bureau: Bureau, packs: tuple[str, ...]) -> None:
    """A prefecture's packs hold in all its counties."""
    if not packs:
        return
    with bureau_scope(bureau.pk):
        people.hire_bureau(bureau, people.demo_password())
        for pack in packs:
            policy_services.adopt_policy_pack(pack_code=pack, by=_actor(bureau, Role.OFFICER))


def _actor(bureau: Bureau, role: Role) -> Actor:
    user = User.objects.get(username=f"{bureau.code}-{role}")
    return Actor(
        ActorKind.STAFF, bureau.pk, bureau.code, name=user.name, user_id=user.pk, role=role, level="bureau"
    )  # fmt: skip


def _school_actor(register: Register, school: School, role: Role) -> Actor:
    user = register.users[school.pk][role]
    return Actor(
        ActorKind.STAFF, register.bureau.pk, register.bureau.code,
        name=user.name, user_id=user.pk, role=role, school_id=school.pk, level="school",
    )  # fmt: skip


# --- autumn 2021: over, every figure final ----------------------------------------------------------------------------


def _past(register: Register, officer: Actor) -> None:
    """One urban school had no plan; one had a plan and never held a session."""
    year, starts_on, ends_on = PAST
    term = term_services.open_term(year=year, season="autumn", starts_on=starts_on, ends_on=ends_on, by=officer)
    ask_demand(register, term)
    life = TermLife(register, term, held=PAST_HELD)
    last = len(register.schools)
    for number, school in enumerate(register.schools, start=1):
        if number != last // 2:
            life.live(school, number, on_paper_only=number == last // 2 + 1)
    term_services.close_term(term=term, by=officer)
    for day in (date(2021, 10, 31), date(2021, 11, 30), date(2021, 12, 31)):
        indicator_services.take_snapshots(
            register.bureau.pk, on=day, reason="nightly", by=Actor.system(register.bureau.pk)
        )


# --- the present term: everything in the middle ---------------------------------------------------------------------------


def present_term(today: date) -> tuple[int, str, date, date]:
    """The half of the school year of a day: autumn from August to January, spring from February to July."""
    if today.month >= 8:
        return today.year, "autumn", date(today.year, 9, 1), date(today.year + 1, 1, 22)
    if today.month == 1:
        return today.year - 1, "autumn", date(today.year - 1, 9, 1), date(today.year, 1, 22)
    return today.year - 1, "spring", date(today.year, 2, 24), date(today.year, 7, 10)


def _present(register: Register, officer: Actor) -> None:
    """Schools by turns: living the term, enrolling now, on paper only, plan returned, plan a draft, plan under review."""
    today = timezone.localdate()
    year, season, starts_on, ends_on = present_term(today)
    term = term_services.open_term(year=year, season=season, starts_on=starts_on, ends_on=ends_on, by=officer)
    ask_demand(register, term)
    held = (max(starts_on, today - timedelta(days=RECENT_DAYS)), min(ends_on, today + timedelta(days=14)))
    life = TermLife(register, term, held=held)
    approver = _actor(register.bureau, Role.APPROVER)
    for number, school in enumerate(register.schools, start=1):
        deciders = Deciders(_school_actor(register, school, Role.SCHOOL_ADMIN), officer, approver)
        turn = number % 6
        if turn == 4:
            _returned(register, school, term)
        elif turn == 5:
            _draft(register, school, term)
        elif turn == 0:
            plan_services.submit_plan(plan=life.plan(school, number), by=deciders.admin)
        elif turn == 2:
            _enroll_now(life, school, number, deciders)
        else:
            life.live(school, number, on_paper_only=turn == 3, deciders=deciders)
    _charge(register, register.schools[0], term)
    indicator_services.take_snapshots(
        register.bureau.pk, on=today, reason="nightly", by=Actor.system(register.bureau.pk)
    )


def _enroll_now(life: TermLife, school: School, number: int, deciders: Deciders) -> None:
    """Approved, and open to families this very week."""
    plan = life.plan(school, number)
    life.approve(plan, deciders)
    now = timezone.now()
    round_services.open_round(
        plan=plan, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=6), clubs_per_student=2, by=deciders.admin
    )  # fmt: skip


def _returned(register: Register, school: School, term: Term) -> None:
    texts = plan_texts(register, school) | {"emergency_plan": "", "insurance": ""}
    now = timezone.now()
    ServicePlan.objects.of(register.bureau.pk).create(
        school=school, term=term, status=ServicePlan.Status.RETURNED, submitted_at=now - timedelta(days=5),
        decided_at=now - timedelta(days=3), returned_reason="请补充应急预案，并写明校方责任险投保情况。", **texts,
    )  # fmt: skip


def _draft(register: Register, school: School, term: Term) -> None:
    texts = plan_texts(register, school)
    ServicePlan.objects.of(register.bureau.pk).create(
        school=school, term=term, survey_summary=texts["survey_summary"], organization=texts["organization"]
    )


def _charge(register: Register, school: School, term: Term) -> None:
    """The first school files, publishes and charges; one family is exempt, one has paid."""
    county = register.county
    applications = Application.objects.of(register.bureau.pk).filter(round__school=school, round__term=term)
    first = applications.order_by("pk").first()
    if county.fee is None or first is None:
        return
    _exempt(register, first, term)
    admin, cashier = (_school_actor(register, school, role) for role in (Role.SCHOOL_ADMIN, Role.CASHIER))
    plan = ServicePlan.objects.of(register.bureau.pk).get(school=school, term=term)
    standard = standard_services.draft_fee_standard(plan=plan, by=admin)
    standard_services.file_fee_standard(standard=standard, filing_document=plan.fee_document, by=admin)
    standard_services.publish_fee_standard(
        standard=FeeStandard.objects.of(register.bureau.pk).get(pk=standard.pk), by=admin
    )
    charges = charge_services.issue_charges(school=school, term=term, by=cashier)
    payable = [charge for charge in charges if charge.due_amount][: len(charges) // 2]
    for number, charge in enumerate(payable, start=1):
        payment_services.record_payment(
            charge=charge, amount=charge.due_amount, method="bank_transfer", received_on=timezone.localdate(),
            receipt_number=f"示例{school.code}{number:04d}", by=cashier,
        )  # fmt: skip


def _exempt(register: Register, application: Application, term: Term) -> None:
    claim_exemption(
        application,
        category="subsistence_allowance",
        category_name="低保户子女",
        clause="《巴彦淖尔市中小学生课后服务工作实施方案》三(三)" if register.county.code == "150802" else "",
        evidence=_evidence(register, application),
        term=term,
    )


def _evidence(register: Register, application: Application) -> Attachment:
    """A picture labeled as an example."""
    picture = Image.new("RGB", (640, 400), "#f4f1e8")
    ImageDraw.Draw(picture).text((40, 180), "SAMPLE CERTIFICATE - NOT REAL", fill="#8a1f1f")
    content = BytesIO()
    picture.save(content, "JPEG", quality=80)
    upload = uploads.check_upload(SimpleUploadedFile("低保证明（示例）.jpg", content.getvalue()))
    bureau = register.bureau
    family = Actor(ActorKind.GUARDIAN, bureau.pk, bureau.code, guardian_id=application.guardian_id, name="家长")
    school_id = application.round.school_id
    return document_services.keep_attachment(
        upload, purpose="exemption-evidence", by=family, school_id=school_id, is_sensitive=True
    )


# --- the campaign ---------------------------------------------------------------------------------------------------------------


def _campaigns(register: Register, officer: Actor) -> None:
    """2021's campaign is closed, this year's is running; last month most schools filed, two did not, one had a clue."""
    today, county = timezone.localdate(), register.county
    last_month = today.replace(day=1) - timedelta(days=1)
    for year, status in ((2021, Campaign.Status.CONTINUED), (last_month.year, Campaign.Status.RUNNING)):
        campaign = Campaign.objects.of(register.bureau.pk).create(
            year=year, status=status, title=county.campaign_title, form_title=county.form_title,
            starts_on=date(2021, 5, 1) if year == 2021 else last_month.replace(day=1), ends_on=date(year, 12, 31),
        )  # fmt: skip
    ClueReport.objects.of(register.bureau.pk).bulk_create(
        [
            ClueReport(
                bureau=register.bureau, campaign=campaign, school=school, year=last_month.year, month=last_month.month,
                status=ClueReport.Status.FILED, is_nil=place > 0, due_on=last_month.replace(day=25),
                filed_at=_noon(last_month.replace(day=20 + place % 5)), filed_by="学校管理员",
            )
            for place, school in enumerate(register.schools[:-2])
        ]
    )  # fmt: skip
    _clue(register, ClueReport.objects.of(register.bureau.pk).get(is_nil=False), last_month)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _clue(register: Register, report: ClueReport, month: date) -> None:
    """The one clue of the first school: plainly fictional."""
    bureau = register.bureau
    DocumentNumber.objects.of(bureau.pk).create(kind="clue", year=month.year, last=1)
    Clue.objects.of(bureau.pk).create(
        report=report, number=return_rules.number_clue(bureau.code, month.year, 1), source=Clue.Source.PETITION,
        found_on=month.replace(day=9), subject_name="张示例", subject_post=f"{report.school}总务处",
        category=Clue.Category.UNAUTHORIZED_CHARGE, summary="有家长反映，托管期间另收材料费，没有公示，也没有开具收据。",
        amount=Decimal(120), is_discipline_business=True, handling=Clue.Handling.SELF_HANDLED,
        handler="派驻教育局纪检监察组", progress="已约谈，正在核实。",
    )  # fmt: skip
