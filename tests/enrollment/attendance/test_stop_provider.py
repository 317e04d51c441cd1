"""A provider that may no longer serve: off the list at once, no new places, no sessions from tomorrow, and everybody reads why."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models.user import Membership, User
from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.errors import RuleViolation
from audit.models import Job
from billing.standards import services as standard_services
from bureaus.tree.models import Bureau
from enrollment.admissions.models import Application
from enrollment.admissions.services import seats
from enrollment.attendance.models import Session
from providers.register import services as provider_services
from providers.register.models import Provider, ShortlistItem
from schools.plans.models import Activity
from tests.credit_codes import CREDIT_CODE
from tests.world import PASSWORD

REASON = "教师无资质"


@pytest.fixture
def provider(desk) -> Provider:
    """It serves 科学实验; 甲 goes there."""
    bureau = desk.county.bureau.pk
    provider = Provider.objects.of(bureau).create(name="示例科学社", credit_code=CREDIT_CODE, status="shortlisted")
    ShortlistItem.objects.of(bureau).create(provider=provider, service="科学", price="20.00")
    Activity.objects.of(bureau).filter(plan=desk.round.plan_id, name="科学实验").update(provider=provider)
    desk.agreed("课业辅导", "科学实验")
    desk.plan_sessions()
    return provider


def post(desk, verb, provider, role="approver", **data):
    return desk.county.client(role).post(
        desk.county.url(f"providers:{verb}_provider", pk=provider.pk), data, follow=True
    )


def sessions(desk, name="科学实验"):
    return Session.objects.of(desk.county.bureau.pk).filter(activity__name=name)


def ahead(desk, **which):
    return sessions(desk).filter(day__gt=timezone.localdate(), **which)


def stop(desk, provider, verb):
    assert post(desk, verb, provider, reason=REASON).status_code == 200


@pytest.mark.parametrize(("verb", "words"), [("suspend", "已被暂停"), ("remove", "已被取消资格")])
@pytest.mark.req("C-32/exit", "C-33/ends")
def test_sessions_from_tomorrow_are_cancelled_with_the_reason_and_base_care_stays(desk, provider, verb, words):
    planned = ahead(desk).count()
    assert planned > 3 and not ahead(desk, status="cancelled").exists()
    stop(desk, provider, verb)
    assert ahead(desk, status="cancelled").count() == planned
    assert set(ahead(desk).values_list("cancel_reason", flat=True)) == {f"机构“示例科学社”{words}"}
    assert not sessions(desk, "课业辅导").exclude(status="planned").exists()
    family = desk.county.client("guardian")
    assert words in family.get(desk.county.url("enrollment:list_family_sessions", pk=desk.county.student.pk)).text


def test_before_the_button_the_page_says_what_would_stop(desk, provider):
    page = desk.county.client("approver").get(desk.county.url("providers:show_provider", pk=provider.pk)).text
    assert "1 个正在进行的活动停止" in page and f"{ahead(desk).count()} 节课取消（明天起）" in page


@pytest.mark.req("C-32/exit", "C-31/published")
def test_it_is_off_the_public_list_and_its_club_takes_nobody(desk, provider):
    public = desk.county.url("providers:list_shortlist")
    assert "示例科学社" in desk.county.client("guardian").get(public).text
    stop(desk, provider, "suspend")
    family = desk.county.client("guardian")
    assert "示例科学社" not in family.get(public).text
    with pytest.raises(RuleViolation, match="本活动的机构“示例科学社”已被暂停"):
        desk.apply("课业辅导", "科学实验", n=1)
    assert desk.apply("课业辅导", n=1).pk


def test_the_seat_asks_for_itself_whether_the_institution_may_serve(desk, provider):
    """Whoever read the page before the suspension gets no seat by the statement either."""
    club = desk.offering("科学实验")
    wanted = {
        "bureau_id": desk.county.bureau.pk,
        "round_id": desk.round.pk,
        "student_id": desk.county.students[1].pk,
        "guardian_id": desk.county.guardians[1].pk,
        "offerings": [club.pk],
        "clubs": [club.pk],
    }
    stop(desk, provider, "suspend")
    assert seats.submit(**wanted).application_id is None
    post(desk, "shortlist", provider, items="科学 20.00")
    assert seats.submit(**wanted).application_id is not None


def test_listed_again_its_sessions_come_back_but_not_what_was_cancelled_by_hand(desk, provider):
    first, *_ = ahead(desk).order_by("day")
    by_hand = desk.county.url("enrollment:cancel_session", pk=first.pk)
    desk.county.client("school_admin").post(by_hand, {"reason": "教师参赛"})
    planned = ahead(desk, status="planned").count()
    stop(desk, provider, "suspend")
    assert not ahead(desk, status="planned").exists()
    post(desk, "shortlist", provider, items="科学 20.00")
    assert ahead(desk, status="planned").count() == planned
    first.refresh_from_db()
    assert (first.status, first.cancel_reason) == ("cancelled", "教师参赛")


def test_while_it_rests_no_session_is_planned_for_it(desk, provider):
    stop(desk, provider, "suspend")
    ahead(desk).delete()
    desk.plan_sessions()
    assert not ahead(desk).exists()


def test_base_care_that_an_institution_serves_goes_on_and_is_to_be_rearranged(desk, provider):
    """Nobody is sent home: the school looks after the children itself."""
    care = Activity.objects.of(desk.county.bureau.pk).filter(plan=desk.round.plan_id, name="课业辅导")
    care.update(provider=provider)
    planned = sessions(desk, "课业辅导").filter(status="planned")
    count = planned.count()
    stop(desk, provider, "remove")
    assert planned.count() == count > 3
    planned.filter(day__gt=timezone.localdate()).delete()
    desk.plan_sessions()
    assert planned.count() == count
    assert desk.apply("课业辅导", n=1).pk
    assert "请调整：课业辅导" in desk.county.client("school_admin").get(desk.county.url("bureaus:show_inbox")).text


def test_school_and_bureau_have_it_in_their_inbox_until_it_is_rearranged(desk, provider):
    stop(desk, provider, "remove")
    inbox = desk.county.url("bureaus:show_inbox")
    assert "请调整：科学实验" in desk.county.client("school_admin").get(inbox).text
    assert "示例科学社已被取消资格" in desk.county.client("officer").get(inbox).text
    listed = desk.county.client("officer").get(desk.county.url("schools:list_provider_activities", pk=provider.pk)).text
    assert "科学实验" in listed and "本活动的机构“示例科学社”已被取消资格。" in listed
    Activity.objects.of(desk.county.bureau.pk).filter(provider=provider).update(provider=None)
    assert "请调整" not in desk.county.client("school_admin").get(inbox).text


def test_a_prefecture_that_blacklists_reaches_the_county_by_a_job_of_its_own(
    desk, provider, world, django_capture_on_commit_callbacks
):
    """The entry is the prefecture's row; the county marks its own under its own scope."""
    prefecture = Bureau.objects.get(pk=desk.county.bureau.parent_id)
    officer = _officer_of(prefecture)
    with django_capture_on_commit_callbacks(execute=True), bureau_scope(prefecture.pk):
        provider_services.blacklist_provider(
            credit_code=provider.credit_code, name=provider.name, reason=REASON, by=officer
        )
        assert Job.objects.filter(kind="follow_blacklist", bureau_id=desk.county.bureau.pk).count() == 1
    provider.refresh_from_db()
    assert provider.status == "blacklisted" and not ahead(desk, status="planned").exists()
    assert "示例科学社" not in desk.county.client("guardian").get(desk.county.url("providers:list_shortlist")).text


def test_the_same_moment_it_is_off_the_list_and_takes_nobody_before_the_county_has_heard(
    desk, provider, django_capture_on_commit_callbacks
):
    """Through pages: the city blacklists; the county's own row is not touched yet."""
    city = Client()
    _sign_in_at_the_city(city)
    form = {"name": provider.name, "credit_code": provider.credit_code, "reason": "提供虚假资质"}
    with django_capture_on_commit_callbacks(execute=False):
        city.post("/150800/providers/blacklist/new/", form)
    provider.refresh_from_db()
    assert provider.status == "shortlisted"
    family = desk.county.client("guardian")
    assert "示例科学社" not in family.get(desk.county.url("providers:list_shortlist")).text
    assert "示例科学社" in family.get(desk.county.url("providers:list_blacklist")).text
    with pytest.raises(RuleViolation, match="已被列入黑名单"):
        desk.apply("课业辅导", "科学实验", n=1)


@pytest.mark.parametrize(
    ("role", "name", "pk_of"),
    [
        ("guardian", "enrollment:show_family_application", "application"),
        ("school_admin", "enrollment:show_application", "application"),
        ("school_admin", "enrollment:show_round", "round"),
        ("officer", "enrollment:show_round", "round"),
        ("officer", "schools:show_plan", "plan"),
        ("guardian", "schools:show_public_plan", "plan"),
    ],
)
def test_whoever_looks_at_the_activity_reads_it(desk, provider, role, name, pk_of):
    application = Application.objects.of(desk.county.bureau.pk).get()
    pk = {"application": application.pk, "round": desk.round.pk, "plan": desk.round.plan_id}[pk_of]
    client, url = desk.county.client(role), desk.county.url(name, pk=pk)
    sentence = "本活动的机构“示例科学社”已被暂停。"
    assert sentence not in client.get(url).text
    stop(desk, provider, "suspend")
    assert client.get(url).text.count(sentence) == 1


def test_a_family_that_signs_meanwhile_reads_that_the_club_rests(desk, provider):
    application = desk.accept(desk.apply("课业辅导", "科学实验", n=1))
    stop(desk, provider, "suspend")
    desk.county.guardians.reverse()
    page = desk.county.client("guardian").get(desk.county.url("enrollment:accept_agreement", pk=application.pk)).text
    assert "本活动的机构“示例科学社”已被暂停。恢复前不上课，不计费" in page


@pytest.mark.parametrize("kind", ["club", "base_care"])
def test_the_cashier_is_asked_to_check_what_was_charged_for_its_clubs(desk, provider, kind):
    county = desk.county
    admin = county.actor("school_admin")
    standard = standard_services.draft_fee_standard(plan=desk.round.plan, by=admin)
    standard_services.file_fee_standard(standard=standard, filing_document="示发改〔2021〕1号", by=admin)
    standard_services.publish_fee_standard(standard=standard, by=admin)
    county.client("cashier").post(county.url("billing:issue_charges"))
    if kind == "base_care":
        activities = Activity.objects.of(county.bureau.pk)
        activities.filter(provider=provider).update(provider=None)
        activities.filter(plan=desk.round.plan_id, name="课业辅导").update(provider=provider)
    inbox = county.url("bureaus:show_inbox")
    before = county.client("approver").get(county.url("providers:show_provider", pk=provider.pk)).text
    assert ("1 笔已开出的应收由出纳核对" in before) == (kind == "club")
    stop(desk, provider, "suspend")
    asked = "机构“示例科学社”已被暂停，社团停课" in county.client("cashier").get(inbox).text
    assert asked == (kind == "club")


def test_when_its_years_are_over_it_may_serve_again(desk, provider, clock):
    Provider.objects.of(desk.county.bureau.pk).filter(pk=provider.pk).update(
        status="blacklisted", out_since=timezone.localdate() - timedelta(days=1)
    )
    provider_services.follow_blacklist(bureau_id=desk.county.bureau.pk, by=desk.county.actor("officer"))
    provider.refresh_from_db()
    assert (provider.status, provider.out_since) == ("registered", None)


def _sign_in_at_the_city(client: Client) -> None:
    bureau = Bureau.objects.get(code="150800")
    user = User.objects.create_user("150800-officer", password=PASSWORD, name="市局股室示例")
    with bureau_scope(bureau.pk):
        Membership.objects.of(bureau.pk).create(user=user, role="officer")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def _officer_of(bureau: Bureau):
    from audit.actors import Actor, ActorKind

    return Actor(ActorKind.STAFF, bureau.pk, bureau.code, name="市局示例", role="approver", level="bureau")
