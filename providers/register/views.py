"""Institutions: the bureau's register, the public shortlist, the public blacklist."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from afterschool.pages.access import public
from afterschool.pages.forms import refusals_on
from afterschool.pages.lists import page_of
from afterschool.values.errors import require
from audit import events
from audit.actors import Actor
from audit.models import Entry
from bureaus.tree.requests import HttpRequest
from providers.register import permissions, reports, services
from providers.register.events import ProviderRemoved
from providers.register.forms import BlacklistProviderForm, RegisterProviderForm, ShortlistProviderForm, TakeOffForm
from providers.register.models import BlacklistEntry, Provider, ShortlistItem


@require_safe
def list_providers(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_providers(request.actor))
    rows = Provider.objects.visible_to(request.actor)
    name = request.GET.get("name", "").strip()
    if name:
        rows = rows.filter(Q(name__contains=name) | Q(credit_code=name.upper()))
    page = page_of(request, rows)
    codes = [provider.credit_code for provider in page]
    until = reports.blacklisted_until(request.bureau.pk, codes, on=timezone.localdate())
    context = {
        "page": page,
        "rows": [(provider, until.get(provider.credit_code)) for provider in page],
        "name": name,
        "may_register": permissions.can_register_provider(request.actor),
    }
    return render(request, "providers/register/list_providers.html", context)


@require_http_methods(["GET", "POST"])
def register_provider(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_register_provider(request.actor))
    form = RegisterProviderForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            provider = services.register_provider(by=request.actor, **form.cleaned_data)
            messages.success(request, f"{provider}已登记，写明项目和价格后可列入备选清单。")
            return redirect("providers:show_provider", bureau_code=bureau_code, pk=provider.pk)
    return render(request, "providers/register/register_provider.html", {"form": form})


def provider_or_404(request: HttpRequest, pk: int) -> Provider:
    return get_object_or_404(Provider.objects.visible_to(request.actor), pk=pk)


@require_safe
def show_provider(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(permissions.can_list_providers(request.actor))
    return render(
        request, "providers/register/show_provider.html", provider_context(request, provider_or_404(request, pk))
    )


def provider_context(request: HttpRequest, provider: Provider, **forms: object) -> dict:
    items = list(ShortlistItem.objects.visible_to(request.actor).filter(provider=provider))
    initial = {"items": "\n".join(f"{item.service} {item.price:f}" for item in items)}
    until = reports.blacklisted_until(request.bureau.pk, [provider.credit_code], on=timezone.localdate())
    may_shortlist = permissions.can_shortlist_provider(request.actor, provider)
    return {
        "provider": provider,
        "items": items,
        "blacklisted_until": until.get(provider.credit_code),
        "may_shortlist": may_shortlist,
        "shortlist_form": ShortlistProviderForm(initial=initial),
        "reason_form": TakeOffForm(),
        "consequences": events.foreseen(ProviderRemoved, provider) if may_shortlist else [],
        "trail": Entry.objects.visible_to(request.actor).about(provider)[:20],
        **forms,
    }


@require_POST
def shortlist_provider(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    provider = provider_or_404(request, pk)
    require(permissions.can_shortlist_provider(request.actor, provider))
    form = ShortlistProviderForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.shortlist_provider(provider=provider, by=request.actor, **form.cleaned_data)
            messages.success(request, "已列入备选清单，并向社会公开。")
            return redirect("providers:show_provider", bureau_code=bureau_code, pk=pk)
    context = provider_context(request, provider, shortlist_form=form)
    return render(request, "providers/register/show_provider.html", context)


@require_POST
def suspend_provider(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    return _take_off(request, bureau_code, pk, services.suspend_provider, "已暂停。")


@require_POST
def remove_provider(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    return _take_off(request, bureau_code, pk, services.remove_provider, "已取消资格。")


def _take_off(request: HttpRequest, bureau_code: str, pk: int, service, done: str) -> HttpResponse:
    provider = provider_or_404(request, pk)
    require(permissions.can_shortlist_provider(request.actor, provider))
    form = TakeOffForm(request.POST)
    if form.is_valid():
        service(provider=provider, by=request.actor, **form.cleaned_data)
        messages.success(request, done)
        return redirect("providers:show_provider", bureau_code=bureau_code, pk=pk)
    return render(
        request, "providers/register/show_provider.html", provider_context(request, provider, reason_form=form)
    )


@public
@require_safe
def list_shortlist(request: HttpRequest, bureau_code: str) -> HttpResponse:
    """备选清单, open to everybody: institution, services, price ceilings."""
    everybody = Actor.anonymous(request.bureau.pk, bureau_code)
    kept_out = reports.blacklist_of(request.bureau.pk, on=timezone.localdate())
    rows = ShortlistItem.objects.visible_to(everybody).published(kept_out)
    rows = rows.select_related("provider").order_by("provider__name", "service")
    return render(request, "providers/register/list_shortlist.html", {"page": page_of(request, rows)})


@public
@require_safe
def list_blacklist(request: HttpRequest, bureau_code: str) -> HttpResponse:
    """黑名单 that holds here today, open to everybody; what has ended is no longer shown."""
    everybody = Actor.anonymous(request.bureau.pk, bureau_code)
    rows = BlacklistEntry.objects.visible_to(everybody).in_force(timezone.localdate()).select_related("bureau")
    may_add = request.actor.bureau_id == request.bureau.pk and permissions.can_blacklist_provider(request.actor)
    context = {"page": page_of(request, rows), "may_add": may_add}
    return render(request, "providers/register/list_blacklist.html", context)


@require_http_methods(["GET", "POST"])
def blacklist_provider(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_blacklist_provider(request.actor))
    form = BlacklistProviderForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            entry = services.blacklist_provider(by=request.actor, **form.cleaned_data)
            messages.success(request, f"已列入黑名单，至 {entry.ends_on} 自动期满。")
            return redirect("providers:list_blacklist", bureau_code=bureau_code)
    return render(request, "providers/register/blacklist_provider.html", {"form": form})
