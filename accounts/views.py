"""Landing, signing in and out, choosing a membership, one's own account."""

from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import services
from accounts.forms import ChangePasswordForm, EnterCodeForm, RequestCodeForm, SignInForm
from accounts.models.guardian import Guardian
from accounts.models.user import User
from afterschool.pages.access import public
from afterschool.pages.forms import refusals_on
from afterschool.values.errors import Forbidden
from afterschool.values.identity import mask_phone
from bureaus.notifications.gateways import Development
from bureaus.tree import reports as directory

CODE_ASKED_KEY = "code_asked_at"  # session: when, so that no older message is taken for it
PHONE_KEY = "sign_in_phone"  # session: the phone that waits for its code


def next_page(request: HttpRequest) -> str:
    """The page somebody was heading for, if it is one of ours."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    return page if url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()) else ""


@public
@require_GET
def show_landing(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/show_landing.html", {"counties": directory.counties()})


# --- staff -------------------------------------------------------------------------------------------


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(next_page(request) or "accounts:choose_membership")
    form = SignInForm(request, request.POST or None)
    if form.is_valid():
        user = form.get_user()
        if services.needs_second_factor(user):
            return ask_second_factor(request, user)
        services.sign_in(request, user)
        return redirect(page_after_sign_in(request, user))
    return render(request, "accounts/sign_in.html", {"form": form, "next": next_page(request)})


def ask_second_factor(request: HttpRequest, user: User) -> HttpResponse:
    """The step between password and session. Until it exists, those who need it cannot sign in."""
    raise Forbidden("您的账号要求双重验证，请联系本单位管理员。")


def page_after_sign_in(request: HttpRequest, user: User) -> str:
    if user.must_change_password:
        return reverse("accounts:change_password")
    return next_page(request) or reverse("accounts:start")


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Where staff land: the first page of their only place, else the choice of a place."""
    memberships = list(services.memberships_of(request.user))
    if len(memberships) == 1:
        return redirect(f"/{memberships[0].bureau.code}/")
    return redirect("accounts:choose_membership")


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, "您已退出登录。")
    return redirect("accounts:show_landing")


@require_http_methods(["GET", "POST"])
def choose_membership(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        membership = services.choose_membership(request, membership_number(request))
        return redirect(f"/{membership.bureau.code}/")
    context = {"memberships": services.memberships_of(request.user), "chosen": services.chosen_ids(request)}
    return render(request, "accounts/choose_membership.html", context)


def membership_number(request: HttpRequest) -> int:
    number = request.POST.get("membership", "")
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    return int(number)


@require_GET
def show_profile(request: HttpRequest) -> HttpResponse:
    memberships = services.memberships_of(request.user)
    second_factor = services.needs_second_factor(request.user)
    return render(request, "accounts/show_profile.html", {"memberships": memberships, "second_factor": second_factor})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    form = ChangePasswordForm(request.user, request.POST or None)
    if form.is_valid():
        services.change_password(request.user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        messages.success(request, "密码已修改。")
        return redirect("accounts:start")
    return render(request, "accounts/change_password.html", {"form": form})


# --- guardians ---------------------------------------------------------------------------------------


@public
@never_cache
@require_http_methods(["GET", "POST"])
def request_code(request: HttpRequest, bureau_code: str) -> HttpResponse:
    if request.actor.is_guardian:
        return redirect(next_page(request) or f"/{bureau_code}/family/")
    form = RequestCodeForm(request.POST or None)
    if form.is_valid():
        phone, ordered_at = form.cleaned_data["phone"], timezone.now()
        with refusals_on(form):
            services.send_code(bureau=request.bureau, phone=phone)
            request.session[PHONE_KEY] = phone
            request.session[CODE_ASKED_KEY] = ordered_at.isoformat()
            return redirect(next_step(request, reverse("family:enter_code", args=[bureau_code])))
    return render(request, "accounts/request_code.html", {"form": form, "next": next_page(request)})


@public
@never_cache
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest, bureau_code: str) -> HttpResponse:
    phone = request.session.get(PHONE_KEY)
    if not phone:
        return redirect(next_step(request, reverse("family:request_code", args=[bureau_code])))
    form = EnterCodeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.sign_in_guardian(request, bureau=request.bureau, phone=phone, code=form.cleaned_data["code"])
            request.session.pop(PHONE_KEY, None)
            return redirect(next_page(request) or f"/{bureau_code}/family/")
    shown = shown_message(phone, datetime.fromisoformat(request.session[CODE_ASKED_KEY]))
    if request.htmx:
        return render(request, "accounts/enter_code.html#shown_message", {"shown": shown})
    context = {"form": form, "phone": mask_phone(phone), "next": next_page(request), "shown": shown}
    return render(request, "accounts/enter_code.html", context)


def next_step(request: HttpRequest, href: str) -> str:
    page = next_page(request)
    return f"{href}?{urlencode({'next': page})}" if page else href


def shown_message(phone: str, since: datetime) -> str | None:
    """Where the development channel keeps messages on the machine, the one that was asked for; empty until it is there."""
    if settings.MESSAGING_CHANNEL != "development":
        return None
    messages_to_phone = (m for m in Development.messages() if m.phone == phone and m.sent_at >= since)
    return next((message.text for message in messages_to_phone), "")


@require_GET
def show_family_profile(request: HttpRequest, bureau_code: str) -> HttpResponse:
    guardian = Guardian.objects.visible_to(request.actor).filter(pk=request.actor.guardian_id).first()
    if guardian is None:
        raise Http404
    children = guardian.guardianships.select_related("student__school", "student__school_class")
    return render(request, "accounts/show_family_profile.html", {"guardian": guardian, "children": children})


@public
@require_POST
def sign_out_family(request: HttpRequest, bureau_code: str) -> HttpResponse:
    services.sign_out_guardian(request)
    messages.success(request, "您已退出登录。")
    return redirect("family:request_code", bureau_code=bureau_code)


# --- development --------------------------------------------------------------------------------------


@public
@require_GET
def show_messages(request: HttpRequest) -> HttpResponse:
    """What the development channel holds instead of sending it. In production this page does not exist."""
    if settings.MESSAGING_CHANNEL != "development":
        raise Http404
    return render(request, "accounts/show_messages.html", {"sent": Development.messages()})
