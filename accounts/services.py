"""Signing in and out, and choosing in which role to act."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from accounts.models.guardian import Guardian, OneTimeCode
from accounts.models.user import Membership, MembershipQuerySet, User
from afterschool.values.crypto import blind_index, same
from afterschool.values.errors import Forbidden, RuleViolation
from audit import jobs
from audit.actors import Actor, ActorKind
from audit.workflow import record
from bureaus.tree.models import Bureau

GUARDIAN_KEY = "guardian"  # session: {"bureau_id": …, "guardian_id": …}
CHOSEN_KEY = "chosen_memberships"  # session: {bureau code: membership id}
MAX_TRIES = 5


def phone_index(phone: str) -> str:
    return blind_index(phone, "phone")


def needs_second_factor(user: User) -> bool:
    """Whether this person has to pass a second factor before sign_in. Nobody has enrolled one yet."""
    return False


def sign_in(request: HttpRequest, user: User) -> None:
    """Starts the session of somebody whose password was checked."""
    login(request, user)
    request.session[CHOSEN_KEY] = {}


def choose_membership(request: HttpRequest, membership_id: int) -> Membership:
    """From now on this person acts through this membership in its bureau. Raises Forbidden where it is not theirs."""
    membership = Membership.objects.held_by(request.user).filter(pk=membership_id).first()
    if membership is None:
        raise Forbidden("这不是您的任职。")
    request.session[CHOSEN_KEY] = {**request.session.get(CHOSEN_KEY, {}), membership.bureau.code: membership.pk}
    return membership


def memberships_of(user: User) -> MembershipQuerySet:
    """Everything one person may act as, in all bureaus."""
    return Membership.objects.held_by(user).select_related("bureau", "school", "school_class")


def chosen_ids(request: HttpRequest) -> set[int]:
    """The memberships chosen in this session, one per bureau at most."""
    return set(request.session.get(CHOSEN_KEY, {}).values())


def change_password(user: User, password: str) -> None:
    """Sets a new password, which the form has checked; ends the obligation to change it."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])


@transaction.atomic
def send_code(*, bureau: Bureau, phone: str) -> None:
    """Orders a one-time code. An unknown phone gets the same answer, so that nobody can find out who is a guardian."""
    index = phone_index(phone)
    recent = OneTimeCode.objects.of(bureau.pk).filter(
        phone_index=index, created_at__gt=timezone.now() - timedelta(hours=1)
    )
    if recent.count() >= settings.ONE_TIME_CODES_PER_HOUR:
        raise RuleViolation("验证码发送过于频繁，请一小时后再试。", field="phone")
    code = OneTimeCode.objects.of(bureau.pk).create(
        phone_index=index,
        salt=secrets.token_hex(16),
        expires_at=timezone.now() + timedelta(minutes=settings.ONE_TIME_CODE_MINUTES),
    )
    jobs.order("sign_in_code", bureau_id=bureau.pk, code_id=code.pk)


def sign_in_guardian(request: HttpRequest, *, bureau: Bureau, phone: str, code: str) -> Guardian:
    """Signs a guardian in with the newest unused code. Every wrong attempt counts; a code works once."""
    use_code(bureau=bureau, phone=phone, code=code)
    guardian = Guardian.objects.of(bureau.pk).filter(phone_index=phone_index(phone), is_active=True).first()
    if guardian is None:
        raise RuleViolation("验证码不正确或已失效。", field="code")
    request.session.cycle_key()
    request.session[GUARDIAN_KEY] = {"bureau_id": bureau.pk, "guardian_id": guardian.pk}
    actor = Actor(ActorKind.GUARDIAN, bureau.pk, bureau.code, name=guardian.name, guardian_id=guardian.pk)
    record("guardian.sign_in", guardian, by=actor)
    return guardian


def use_code(*, bureau: Bureau, phone: str, code: str, purpose: str = "sign_in") -> None:
    """Spends a one-time code. Raises RuleViolation when it is wrong, spent, too old or tried too often."""
    now = timezone.now()
    index = phone_index(phone)
    codes = OneTimeCode.objects.of(bureau.pk).filter(phone_index=index, purpose=purpose)
    newest = codes.filter(used_at__isnull=True, expires_at__gt=now, tries__lt=MAX_TRIES).order_by("-pk").first()
    if newest is None:
        raise RuleViolation("验证码不正确或已失效。", field="code")
    if not same(newest.digits, code):
        codes.filter(pk=newest.pk).update(tries=F("tries") + 1)
        raise RuleViolation("验证码不正确或已失效。", field="code")
    if not codes.filter(pk=newest.pk, used_at__isnull=True).update(used_at=now):
        raise RuleViolation("验证码已经使用过。", field="code")


def sign_out_guardian(request: HttpRequest) -> None:
    request.session.pop(GUARDIAN_KEY, None)
    request.session.cycle_key()
