"""Who reaches which route. Every route of the product stands in ACCESS or in PUBLIC; docs/permissions.md is written from them.

The suite signs in as each of these people and opens each of these routes with a row that exists.
"""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from audit.roles import BUREAU_ROLES, SCHOOL_ROLES, Role
from tests.stage import Stage, named_routes

GUARDIAN = "guardian"
EVERYBODY = [*Role, GUARDIAN]
STAFF = set(Role)
BUREAU = set(BUREAU_ROLES)
INSIDE = BUREAU | SCHOOL_ROLES  # the bureau and its schools, not those beside them
LEADERS = {Role.OFFICER, Role.APPROVER}
HEADS = {Role.SCHOOL_ADMIN, Role.PRINCIPAL}
PLAN_WRITERS = HEADS | {Role.TEACHING_OFFICE, Role.MORAL_EDUCATION_OFFICE}
PUPIL_READERS = PLAN_WRITERS | {Role.CLASS_TEACHER, Role.DUTY_LEADER}
REVIEWERS = PLAN_WRITERS | {Role.CLASS_TEACHER, Role.COMMITTEE_MEMBER}
ROLL_TAKERS = HEADS | {Role.TEACHER, Role.CLASS_TEACHER, Role.TEACHING_OFFICE, Role.DUTY_LEADER}
FAMILY = {GUARDIAN}
ACCESS: dict[str, set[str]] = {
    # accounts
    "accounts:change_password": STAFF,
    "accounts:choose_membership": STAFF,
    "accounts:show_profile": STAFF,
    "accounts:start": STAFF,
    # billing
    "billing:cancel_charge": HEADS,
    "billing:confirm_charge": {Role.CASHIER},
    "billing:draft_fee_standard": {Role.SCHOOL_ADMIN, Role.CASHIER},
    "billing:file_fee_standard": {Role.SCHOOL_ADMIN},
    "billing:issue_charges": {Role.CASHIER},
    "billing:list_charges": HEADS | {Role.CLASS_TEACHER, Role.CASHIER},
    "billing:list_family_charges": FAMILY,
    "billing:list_fee_standards": BUREAU | HEADS | {Role.CASHIER},
    "billing:publish_fee_standard": {Role.SCHOOL_ADMIN},
    "billing:record_payment": {Role.CASHIER},
    "billing:show_charge": HEADS | {Role.CLASS_TEACHER, Role.CASHIER},
    "billing:show_ledger": BUREAU | HEADS | {Role.CASHIER},
    # bureaus
    "bureaus:add_policy": LEADERS,
    "bureaus:adopt_policy_pack": LEADERS,
    "bureaus:change_calendar": {Role.OFFICER},
    "bureaus:close_term": {Role.OFFICER},
    "bureaus:download_attachment": INSIDE,
    "bureaus:download_document": INSIDE,
    "bureaus:edit_policy": LEADERS,
    "bureaus:list_policies": STAFF,
    "bureaus:list_policy_packs": STAFF,
    "bureaus:list_terms": STAFF,
    "bureaus:open_term": {Role.OFFICER},
    "bureaus:remove_calendar_change": {Role.OFFICER},
    "bureaus:show_calendar": STAFF,
    "bureaus:show_home": STAFF | FAMILY,  # families are led to their own first page
    "bureaus:show_inbox": STAFF,
    "bureaus:show_policy": STAFF,
    # enrollment
    "enrollment:accept_agreement": FAMILY,
    "schools:answer_demand": FAMILY,
    "enrollment:apply": FAMILY,
    "enrollment:approve_applications": REVIEWERS,
    "enrollment:cancel_session": HEADS | {Role.TEACHING_OFFICE, Role.DUTY_LEADER},
    "enrollment:close_round": HEADS,
    "schools:give_consent": FAMILY,
    "enrollment:list_agreement_templates": BUREAU | HEADS,
    "enrollment:list_applications": REVIEWERS,
    "enrollment:list_family_sessions": FAMILY,
    "enrollment:list_rounds": INSIDE,
    "enrollment:list_sessions": INSIDE,
    "enrollment:open_round": HEADS,
    "enrollment:publish_agreement_template": {Role.OFFICER},
    "enrollment:remove_club": {Role.CLASS_TEACHER},  # whose turn it is in the review
    "enrollment:review_application": REVIEWERS,
    "enrollment:review_exemption": REVIEWERS,
    "enrollment:show_application": REVIEWERS,
    "enrollment:show_family": FAMILY,
    "enrollment:show_family_application": FAMILY,
    "enrollment:show_roster": REVIEWERS | {Role.TEACHER, Role.DUTY_LEADER},
    "enrollment:show_round": INSIDE,
    "enrollment:take_roll": ROLL_TAKERS,
    "enrollment:withdraw_application": FAMILY,
    "family:show_profile": FAMILY,
    # providers
    "providers:blacklist_provider": LEADERS,
    "providers:list_providers": INSIDE,
    "providers:register_provider": {Role.OFFICER},
    "providers:remove_provider": LEADERS,
    "providers:shortlist_provider": LEADERS,
    "providers:show_provider": INSIDE,
    "providers:suspend_provider": LEADERS,
    # rectification
    "rectification:add_clue": HEADS,
    "rectification:close_campaign": {Role.OFFICER, Role.INSPECTOR},
    "rectification:download_month_package": {Role.INSPECTOR},
    "rectification:edit_clue": HEADS,
    "rectification:export_indicator": BUREAU,
    "rectification:file_clue_report": HEADS,
    "rectification:file_nil_report": HEADS,
    "rectification:forward_merge": {Role.INSPECTOR},
    "rectification:freeze_month": {Role.INSPECTOR},
    "rectification:list_campaigns": BUREAU | HEADS,
    "rectification:list_clue_reports": HEADS,
    "rectification:record_disposition": {Role.INSPECTOR},
    "rectification:remind_schools": {Role.OFFICER, Role.INSPECTOR},
    "rectification:remove_clue": HEADS,
    "rectification:reopen_clue_report": HEADS,
    "rectification:show_campaign": BUREAU | HEADS,
    "rectification:show_clue": HEADS | {Role.INSPECTOR},
    "rectification:show_clue_report": HEADS | {Role.INSPECTOR},
    "rectification:show_dashboard": BUREAU,
    "rectification:show_indicator": BUREAU,
    "rectification:show_month_board": LEADERS | {Role.INSPECTOR},
    "rectification:show_monthly_merge": {Role.INSPECTOR},
    "rectification:start_campaign": {Role.OFFICER, Role.INSPECTOR},
    "rectification:start_clue_report": HEADS,
    "rectification:take_snapshots": LEADERS | {Role.INSPECTOR},
    # schools
    "schools:add_activity": PLAN_WRITERS,
    "schools:add_slots": PLAN_WRITERS,
    "schools:add_staff": {Role.SCHOOL_ADMIN, Role.TEACHING_OFFICE},
    "schools:approve_plan": LEADERS,
    "schools:attach_file": PLAN_WRITERS,
    "schools:create_plan": HEADS,
    "schools:edit_activity": PLAN_WRITERS,
    "schools:edit_plan": PLAN_WRITERS,
    "schools:edit_slot": PLAN_WRITERS,
    "schools:edit_staff": {Role.SCHOOL_ADMIN, Role.TEACHING_OFFICE},
    "schools:import_schools": {Role.OFFICER},
    "schools:import_students": {Role.SCHOOL_ADMIN},
    "schools:issue_plan_document": LEADERS | HEADS,
    "schools:list_classes": PUPIL_READERS,
    "schools:list_plans": INSIDE,
    "schools:list_schools": BUREAU,
    "schools:list_staff": INSIDE - {Role.COMMITTEE_MEMBER},
    "schools:list_students": PUPIL_READERS,
    "schools:read_id_number": {Role.SCHOOL_ADMIN, Role.CLASS_TEACHER},
    "schools:record_survey": {Role.SCHOOL_ADMIN, Role.CLASS_TEACHER, Role.MORAL_EDUCATION_OFFICE},
    "schools:remove_activity": PLAN_WRITERS,
    "schools:remove_attachment": PLAN_WRITERS,
    "schools:remove_slot": PLAN_WRITERS,
    "schools:return_plan": LEADERS,
    "schools:show_plan": INSIDE,
    "schools:show_school": INSIDE,
    "schools:show_survey": PUPIL_READERS,
    "schools:submit_plan": HEADS,
    "schools:withdraw_plan": LEADERS,
    # api
    "api-indicator-detail": BUREAU,
    "api-indicator-list": BUREAU,
    "api-plan-detail": INSIDE | FAMILY,  # the approved plan of a child's school
    "api-plan-list": STAFF | FAMILY,  # each sees their own, which may be none
    "api-school-detail": INSIDE | FAMILY,
    "api-school-list": STAFF | FAMILY,
}
PUBLIC: set[str] = {
    "accounts:show_landing",
    "accounts:show_messages",  # 404 where messages are really sent
    "accounts:sign_in",
    "accounts:sign_out",
    "billing:list_disclosures",
    "bureaus:check_document",
    "family:enter_code",
    "family:request_code",
    "family:sign_out",
    "health",
    "providers:list_blacklist",
    "providers:list_shortlist",
    "schools:list_public_plans",
    "schools:show_public_plan",
    "show_gallery",  # 404 but for developers
    "show_schema",
}


def is_refused(answer: HttpResponse) -> bool:
    return answer.status_code in {403, 404} or is_sent_to_sign_in(answer)


def is_sent_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and "/sign-in/" in answer.headers["Location"]


def short(answer: HttpResponse) -> str:
    return f"{answer.status_code} {answer.headers.get('Location', '')}".strip()


def test_every_route_says_who_reaches_it():
    routes = set(named_routes())
    assert routes - set(ACCESS) - PUBLIC == set(), "add these routes to ACCESS or to PUBLIC"
    assert (set(ACCESS) | PUBLIC) - routes == set(), "these routes are gone"
    assert set(ACCESS) & PUBLIC == set()


@pytest.mark.django_db
@pytest.mark.parametrize("role", EVERYBODY)
def test_each_role_reaches_its_routes_and_no_other(stage: Stage, role: str):
    client = stage.county.client(role)
    answers = {route: stage.open(client, route) for route in ACCESS}
    wrong = {route: short(answer) for route, answer in answers.items() if is_refused(answer) == (role in ACCESS[route])}
    broken = {route: short(answer) for route, answer in answers.items() if answer.status_code >= 500}
    assert wrong | broken == {}


@pytest.mark.django_db
def test_without_signing_in_one_is_sent_to_sign_in(stage: Stage):
    wrong = {}
    for route in ACCESS:
        answer, address = stage.open(Client(), route), stage.address(route)
        door = f"/{stage.county.code}/family/sign-in/?next=" if "/family/" in address else "/sign-in/?next="
        is_right = (
            answer.status_code == 401
            if address.startswith("/api/")
            else answer.status_code == 302 and answer.headers["Location"].startswith(door)
        )
        if not is_right:
            wrong[route] = short(answer)
    assert wrong == {}


@pytest.mark.django_db
def test_public_routes_ask_nobody_to_sign_in(stage: Stage):
    """Without the row of another page (a phone, a code) some lead elsewhere; none leads to the staff's sign-in."""
    answers = {route: stage.open(Client(), route) for route in PUBLIC}
    asked = {route for route, answer in answers.items() if answer.headers.get("Location", "").startswith("/sign-in/")}
    refused = {route for route, answer in answers.items() if answer.status_code in {401, 403, 404, 500}}
    assert asked == set()
    assert refused == {"show_gallery"}


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.OFFICER, Role.INSPECTOR, Role.SCHOOL_ADMIN])
def test_another_county_does_not_exist(stage: Stage, role: str):
    """Who works elsewhere gets 404 on every page of this bureau; a page for families asks who they are as a family."""
    client, inside = stage.world.anxi.client(role), named_routes()
    wrong = {}
    for route in (route for route in ACCESS if inside[route]):
        answer = stage.open(client, route)
        is_family_page = "/family/" in stage.address(route)
        if answer.status_code != 404 and not (is_family_page and is_sent_to_sign_in(answer)):
            wrong[route] = short(answer)
    assert wrong == {}


@pytest.mark.django_db
def test_another_countys_row_does_not_exist(stage: Stage):
    """Whoever reaches a route at home asks there for the row of this county: 404, whatever the number."""
    neighbor = stage.world.anxi
    clients = {role: neighbor.client(role) for role in EVERYBODY}
    with_row = [
        route for route in ACCESS if any(isinstance(value, int) for value in stage.kwargs.get(route, {}).values())
    ]
    answers = {
        (route, role): stage.open(clients[role], route, neighbor)
        for route in with_row
        for role in sorted(ACCESS[route])[:2]
    }
    assert {key: short(answer) for key, answer in answers.items() if answer.status_code != 404} == {}
