"""Everything there can be in 临河区 at once, one row of each kind, and a way to walk every route over it.

Built once for a module that walks all routes; each request is taken back, so that the next one finds the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from afterschool.papers import uploads
from afterschool.tenancy.scopes import bureau_scope
from audit.actors import Actor
from billing.charges import services as charge_services
from billing.charges.models import Charge
from billing.standards import services as standard_services
from bureaus.documents import services as document_services
from bureaus.policies import services as policy_services
from bureaus.policies.models import Policy
from bureaus.terms import services as term_services
from enrollment.admissions.models import ExemptionClaim, Place
from enrollment.admissions.services import applications as application_services
from enrollment.admissions.services import rounds as round_services
from providers.register.models import BlacklistEntry, Provider, ShortlistItem
from rectification.indicators import services as indicator_services
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.services import clue_reports as clue_report_services
from rectification.returns.services import monthly_merges as monthly_merge_services
from schools.families.models import Guardianship
from schools.plans.models import PlanAttachment, ServicePlan
from schools.surveys.models import DemandAnswer
from tests.clues import CLUE, SEPTEMBER, start, which
from tests.credit_codes import CREDIT_CODE
from tests.desk import MONDAY, Desk
from tests.files import photograph
from tests.world import County, World

AFTER_THE_DEADLINE = datetime(2021, 9, 26, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
OUTSIDE_THE_PRODUCT = {"admin", "djdt"}  # namespaces of Django and third parties


# --- routes -----------------------------------------------------------------------------------------------


def named_routes() -> dict[str, bool]:
    """Every route of the product by its name, `app:verb_noun`: does it lie inside a bureau?"""
    return dict(_routes(get_resolver().url_patterns, (), ""))


def _routes(patterns: list, namespaces: tuple[str, ...], prefix: str) -> Iterator[tuple[str, bool]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield ":".join((*namespaces, pattern.name or path)), "bureau_code" in path
            continue
        inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
        if not OUTSIDE_THE_PRODUCT & set(inside):
            yield from _routes(pattern.url_patterns, inside, path)


# --- the stage ----------------------------------------------------------------------------------------------


@dataclass
class Stage:
    """Two counties; in the first, one row of each kind. `kwargs` and `data` say which row a route is opened with."""

    world: World
    files: Path
    kwargs: dict[str, dict] = field(default_factory=dict)
    data: dict[str, dict] = field(default_factory=dict)

    @property
    def county(self) -> County:
        return self.world.linhe

    def address(self, route: str, county: County | None = None) -> str:
        """Where the route leads with our row; with another county, the same row asked for over there."""
        kwargs = self.kwargs.get(route, {})
        if named_routes()[route]:
            kwargs = kwargs | {"bureau_code": (county or self.county).code}
        return reverse(route, kwargs=kwargs)

    def open(self, client: Client, route: str, county: County | None = None) -> HttpResponse:
        """The answer to GET, or to POST where the route only takes that. What the request wrote is taken back."""
        address = self.address(route, county)
        with transaction.atomic():
            answer = client.get(address)
            if answer.status_code == 405:
                answer = client.post(address, self.data.get(route, {}))
            transaction.set_rollback(True)
        return answer


def build_stage(files: Path, move_clock: Callable[[datetime], None]) -> Stage:
    """Through the services, a month of 2021: plan, enrollment, roll, money, indicators, clues."""
    stage = Stage(World.build(), files)
    with bureau_scope(*stage.world.bureau_ids):
        move_clock(MONDAY)
        _policies_and_calendar(stage)
        plan = _plan(stage)
        _enrollment(stage, plan)
        _money(stage, plan)
        _providers(stage)
        _files(stage, plan)
        _indicators(stage)
        _clues(stage, move_clock)
    return stage


def _policies_and_calendar(stage: Stage) -> None:
    county = stage.county
    officer = county.actor("officer")
    policy_services.adopt_policy_pack(pack_code="bayannur_2021", by=officer)
    policy = Policy.objects.of(county.bureau.pk).order_by("pk").first()
    day = term_services.change_calendar(
        day=county.term.starts_on + timedelta(days=7), is_school_day=False, reason="示例停课", by=officer
    )
    stage.kwargs |= {
        "bureaus:show_policy": {"kind": policy.kind},
        "bureaus:add_policy": {"kind": policy.kind},
        "bureaus:edit_policy": {"kind": policy.kind, "pk": policy.pk},
        "bureaus:adopt_policy_pack": {"code": "bayannur_2021"},
        "bureaus:show_calendar": {"pk": county.term.pk},
        "bureaus:close_term": {"pk": county.term.pk},
        "bureaus:change_calendar": {"pk": county.term.pk},
        "bureaus:remove_calendar_change": {"pk": county.term.pk, "day_pk": day.pk},
    }


def _plan(stage: Stage) -> ServicePlan:
    county = stage.county
    plan = county.approved_plan()
    plan.fee_amount, plan.fee_unit = Decimal("300.00"), "term"
    plan.save(update_fields=["fee_amount", "fee_unit"])
    of_plan = (
        "show_plan edit_plan submit_plan return_plan approve_plan withdraw_plan issue_plan_document "
        "add_slots add_activity attach_file show_public_plan"
    )
    for route in of_plan.split():
        stage.kwargs[f"schools:{route}"] = {"pk": plan.pk}
    stage.kwargs |= {"api-school-detail": {"pk": county.school.pk}, "api-plan-detail": {"pk": plan.pk}}
    slot, activity = plan.slots.order_by("pk").first(), plan.activities.order_by("pk").first()
    for kind, row in {"slot": slot, "activity": activity}.items():
        stage.kwargs[f"schools:edit_{kind}"] = stage.kwargs[f"schools:remove_{kind}"] = {"pk": row.pk}
    DemandAnswer.objects.of(county.bureau.pk).create(
        term=county.term, student=county.student, needs_service=True, source="school"
    )
    stage.kwargs |= {
        "schools:show_school": {"pk": county.school.pk},
        "schools:read_id_number": {"pk": county.student.pk},
        "schools:edit_staff": {"pk": county.teacher.pk},
        "schools:record_survey": {"pk": county.school_class.pk},
    }
    return plan


def _enrollment(stage: Stage, plan: ServicePlan) -> None:
    county, now = stage.county, timezone.now()
    Guardianship.objects.of(county.bureau.pk).update(consented_at=now, consent_version="2026-1")
    found = round_services.open_round(
        plan=plan,
        opens_at=now,
        closes_at=now + timedelta(days=7),
        clubs_per_student=2,
        by=county.actor("school_admin"),
    )
    desk = Desk(county, found)
    evidence = application_services.Claim("subsistence_allowance", uploads.check_upload(photograph()))
    application = desk.apply("课业辅导", "科学实验", claim=evidence)
    desk.agreed("课业辅导", n=1)
    desk.plan_sessions()
    session = desk.session("课业辅导")
    claim = ExemptionClaim.objects.of(county.bureau.pk).get(application=application)
    place = Place.objects.of(county.bureau.pk).get(application=application, offering__activity__name="科学实验")
    of_round = {"pk": found.pk}
    of_child, of_application, of_session = {"pk": county.student.pk}, {"pk": application.pk}, {"pk": session.pk}
    rows = {
        "show_round close_round": of_round,
        "apply": of_round | {"student_pk": county.student.pk},
        "open_round": {"pk": plan.pk},
        "show_roster": {"pk": place.offering_id},
        "list_family_sessions": of_child,
        "show_family_application accept_agreement withdraw_application": of_application,
        "show_application review_application": of_application,
        "review_exemption": {"pk": claim.pk},
        "remove_club": {"pk": place.pk},
        "take_roll cancel_session": of_session,
    }
    for routes, kwargs in rows.items():
        stage.kwargs |= {f"enrollment:{route}": kwargs for route in routes.split()}
    stage.kwargs |= {"schools:give_consent": of_child, "schools:answer_demand": of_child}


def _money(stage: Stage, plan: ServicePlan) -> None:
    county = stage.county
    admin = county.actor("school_admin")
    standard = standard_services.draft_fee_standard(plan=plan, by=admin)
    standard_services.file_fee_standard(standard=standard, filing_document="示发改〔2021〕1号", by=admin)
    standard_services.publish_fee_standard(standard=standard, by=admin)
    charge_services.issue_charges(school=county.school, term=county.term, by=county.actor("cashier"))
    charge = Charge.objects.of(county.bureau.pk).get()
    for route in ("show_charge", "record_payment", "cancel_charge", "confirm_charge"):
        stage.kwargs[f"billing:{route}"] = {"pk": charge.pk}
    stage.kwargs |= {
        "billing:draft_fee_standard": {"pk": plan.pk},
        "billing:file_fee_standard": {"pk": standard.pk},
        "billing:publish_fee_standard": {"pk": standard.pk},
    }


def _providers(stage: Stage) -> None:
    bureau, today = stage.county.bureau, timezone.localdate()
    provider = Provider.objects.of(bureau.pk).create(name="示例艺术中心", credit_code=CREDIT_CODE, status="shortlisted")
    ShortlistItem.objects.of(bureau.pk).create(provider=provider, service="书法", price=Decimal("20.00"))
    BlacklistEntry.objects.of(bureau.pk).create(
        credit_code="0" * 18,
        name="示例培训部",
        reason="示例",
        proposed_by_code=bureau.code,
        starts_on=today,
        ends_on=today + timedelta(days=365),
    )
    for verb in ("show", "shortlist", "suspend", "remove"):
        stage.kwargs[f"providers:{verb}_provider"] = {"pk": provider.pk}


def _files(stage: Stage, plan: ServicePlan) -> None:
    admin = stage.county.actor("school_admin")
    document = document_services.issue_document(
        "service_plan", "示例文书", plan, b"%PDF-1.7 example", by=admin, school_id=plan.school_id
    )
    kept = document_services.keep_attachment(
        uploads.check_upload(photograph("保单.jpg")), purpose="plan-insurance", by=admin
    )
    attached = PlanAttachment.objects.of(plan.bureau_id).create(plan=plan, attachment=kept)
    stage.kwargs |= {
        "bureaus:download_document": {"pk": document.pk},
        "bureaus:download_attachment": {"pk": kept.pk},
        "schools:remove_attachment": {"pk": attached.pk},
    }


def _indicators(stage: Stage) -> None:
    bureau_id = stage.county.bureau.pk
    indicator_services.take_snapshots(bureau_id, on=timezone.localdate(), reason="nightly", by=Actor.system(bureau_id))
    for route in ("rectification:show_indicator", "rectification:export_indicator", "api-indicator-detail"):
        stage.kwargs[route] = {"code": "school_coverage"}


def _clues(stage: Stage, move_clock: Callable[[datetime], None]) -> None:
    """September's report of the first school, filed with one clue and frozen after the deadline."""
    county = stage.county
    admin, inspector = county.actor("school_admin"), county.actor("inspector")
    campaign = start(county)
    report = clue_report_services.start_clue_report(campaign=campaign, month=SEPTEMBER, by=admin)
    found_on = county.term.starts_on + timedelta(days=2)
    told = CLUE | {"found_on": found_on, "amount": None}
    told |= {"is_supervised_person": True, "is_discipline_business": True}
    clue = clue_report_services.add_clue(report=report, values=told, by=admin)
    clue_report_services.file_clue_report(report=report, by=admin)
    move_clock(AFTER_THE_DEADLINE)
    monthly_merge_services.freeze_month(campaign=campaign, month=SEPTEMBER, by=inspector)
    merge = MonthlyMerge.objects.of(county.bureau.pk).get()
    rows = {
        "show_campaign close_campaign": campaign,
        "show_clue_report file_clue_report reopen_clue_report add_clue": report,
        "show_clue edit_clue remove_clue record_disposition": clue,
        "show_monthly_merge forward_merge download_month_package": merge,
    }
    for routes, row in rows.items():
        stage.kwargs |= {f"rectification:{route}": {"pk": row.pk} for route in routes.split()}
    for route in ("start_clue_report", "file_nil_report", "remind_schools", "freeze_month"):
        stage.data[f"rectification:{route}"] = which(campaign)
