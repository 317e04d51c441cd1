from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from afterschool.values.errors import require
from bureaus.tree.requests import HttpRequest
from rectification.campaigns import permissions as campaign_permissions
from rectification.campaigns.models import Campaign
from rectification.returns import permissions
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.reports import clue_months, deadlines


@require_GET
def show_campaign(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(campaign_permissions.can_list_campaigns(request.actor))
    campaign = get_object_or_404(Campaign.objects.visible_to(request.actor), pk=pk)
    merges = MonthlyMerge.objects.visible_to(request.actor).filter(campaign=campaign)
    by_month = {(merge.year, merge.month): merge for merge in merges}
    months = [
        {
            "month": month,
            "merge": by_month.get((month.year, month.month)),
            "due_on": deadlines.due_on(campaign.bureau_id, month),
        }
        for month in clue_months.owed_months(campaign)
    ]
    context = {
        "campaign": campaign,
        "months": months,
        "today": timezone.localdate(),
        "may_show_board": permissions.can_show_month_board(request.actor),
        "may_close": campaign.status == Campaign.Status.RUNNING
        and campaign_permissions.can_start_campaign(request.actor),
    }
    return render(request, "rectification/returns/show_campaign.html", context)
