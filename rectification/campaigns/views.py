"""Campaigns: list, show, start, close."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from afterschool.pages import lists
from afterschool.pages.forms import refusals_on
from afterschool.values.errors import require
from bureaus.tree.requests import HttpRequest
from rectification.campaigns import permissions, services
from rectification.campaigns.forms import CloseCampaignForm, StartCampaignForm
from rectification.campaigns.models import Campaign


@require_GET
def list_campaigns(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_campaigns(request.actor))
    page = lists.page_of(request, Campaign.objects.visible_to(request.actor).order_by("-year", "-pk"))
    context = {"page": page, "may_start": permissions.can_start_campaign(request.actor)}
    return render(request, "rectification/campaigns/list_campaigns.html", context)


@require_http_methods(["GET", "POST"])
def start_campaign(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_start_campaign(request.actor))
    today = timezone.localdate()
    form = StartCampaignForm(request.POST or None, initial={"year": today.year, "starts_on": today})
    if form.is_valid():
        with refusals_on(form):
            campaign = services.start_campaign(**form.cleaned_data, by=request.actor)
            messages.success(request, f"专项“{campaign.title}”已启动，各校按月报送问题线索登记表。")
            return redirect(campaign)
    return render(request, "rectification/campaigns/start_campaign.html", {"form": form})


@require_http_methods(["GET", "POST"])
def close_campaign(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(permissions.can_start_campaign(request.actor))
    campaign = get_object_or_404(Campaign.objects.visible_to(request.actor), pk=pk)
    form = CloseCampaignForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.close_campaign(campaign=campaign, **form.cleaned_data, by=request.actor)
            messages.success(request, f"专项“{campaign.title}”已结束。")
            return redirect(campaign)
    return render(request, "rectification/campaigns/close_campaign.html", {"form": form, "campaign": campaign})
