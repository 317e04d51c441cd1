"""The county's month: the board, the merged form, the package, the hop to the city."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from afterschool.pages import lists
from afterschool.values.errors import require
from audit.models import Entry
from audit.workflow import record_read
from bureaus.documents import reports as document_reports
from bureaus.tree.requests import HttpRequest
from rectification.campaigns.models import Campaign
from rectification.returns import permissions
from rectification.returns.documents import clue_forms, month_package
from rectification.returns.forms import MonthBoardFilter
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.reports import clue_months, deadlines
from rectification.returns.rules import Month
from rectification.returns.services import monthly_merges as monthly_merge_services
from rectification.returns.views.clue_reports import read_campaign_and_month


@require_GET
def show_month_board(request: HttpRequest, bureau_code: str) -> HttpResponse:
    """Which school has filed, for one month of one campaign."""
    require(permissions.can_show_month_board(request.actor))
    today = timezone.localdate()
    campaigns = list(
        Campaign.objects.visible_to(request.actor).exclude(status=Campaign.Status.DRAFT).order_by("-year", "-pk")
    )
    campaign = _chosen(campaigns, request.GET.get("campaign"))
    months = clue_months.begun_months(campaign, today) if campaign else []
    month = _chosen_month(months, request.GET.get("month"))
    filters = MonthBoardFilter(request.GET, campaigns=campaigns, months=months)
    context = {"campaign": campaign, "month": month, "filters": filters, "board": None}
    if campaign and month:
        context |= _board(request, campaign, month, filters)
    return render(request, "rectification/returns/show_month_board.html", context)


def _board(request: HttpRequest, campaign: Campaign, month: Month, filters: MonthBoardFilter) -> dict:
    board = clue_months.board(campaign, month, today=timezone.localdate())
    filters.is_valid()
    state, school = filters.cleaned_data.get("state"), filters.cleaned_data.get("school")
    rows = [
        row for row in board.rows if (not state or row.state == state) and (not school or school in row.school.name)
    ]
    return {
        "board": board,
        "page": lists.page_of(request, rows),
        "may_remind": not board.is_frozen and board.missing and permissions.can_remind_schools(request.actor),
        "may_freeze": _may_freeze(request, board),
        "may_read": permissions.can_read_merge(request.actor),
    }


def _may_freeze(request: HttpRequest, board: clue_months.Board) -> bool:
    is_time = timezone.localdate() > board.due_on or not board.missing
    return not board.is_frozen and is_time and permissions.can_freeze_month(request.actor)


def _chosen(campaigns: list[Campaign], pk: str | None) -> Campaign | None:
    """The campaign with this id, else the running one, else the newest."""
    running = (campaign for campaign in campaigns if campaign.status == Campaign.Status.RUNNING)
    chosen = (campaign for campaign in campaigns if str(campaign.pk) == pk)
    return next(chosen, None) or next(running, None) or next(iter(campaigns), None)


def _chosen_month(months: list[Month], text: str | None) -> Month | None:
    return next((month for month in months if str(month) == text), None) or next(iter(months), None)


def _board_address(request: HttpRequest, campaign: Campaign, month: Month) -> str:
    address = reverse("rectification:show_month_board", kwargs={"bureau_code": request.bureau.code})
    return f"{address}?campaign={campaign.pk}&month={month}"


@require_POST
def remind_schools(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_remind_schools(request.actor))
    campaign_and_month = read_campaign_and_month(request)
    count = monthly_merge_services.remind_schools(**campaign_and_month, by=request.actor)
    messages.success(request, f"已提醒 {count} 所未报送的学校，提醒显示在校方的“等我处理”里。")
    return redirect(_board_address(request, campaign_and_month["campaign"], campaign_and_month["month"]))


@require_POST
def freeze_month(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_freeze_month(request.actor))
    merge = monthly_merge_services.freeze_month(**read_campaign_and_month(request), by=request.actor)
    messages.success(request, f"{merge}已定稿，登记表正在生成，稍后可以下载。")
    return redirect(merge)


# --- the merged form: the discipline team alone ----------------------------------------------------------------


@never_cache
@require_GET
def show_monthly_merge(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    """The merged form with its clues; opening the page is recorded."""
    require(permissions.can_read_merge(request.actor))
    merge = _merge(request, pk)
    record_read(merge, by=request.actor, what="merged_form")
    register = clue_forms.merged_register(merge)
    context = {
        "merge": merge,
        "month": Month(merge.year, merge.month),
        "forward": deadlines.deadline_of(
            merge.bureau_id, Month(merge.year, merge.month), code=deadlines.CLUE_REPORT_FORWARD
        ),
        "register": register,
        "rows": clue_forms.printed_rows(register),
        "nil": clue_forms.NIL,
        "document": document_reports.progress_of(clue_forms.MERGED_FORM, merge, actor=request.actor),
        "may_forward": merge.status == MonthlyMerge.Status.FROZEN and permissions.can_forward_merge(request.actor),
        "trail": Entry.objects.of(merge.bureau_id).about(merge)[:50],
    }
    return render(request, "rectification/returns/show_monthly_merge.html", context)


def _merge(request: HttpRequest, pk: int) -> MonthlyMerge:
    return get_object_or_404(MonthlyMerge.objects.visible_to(request.actor).select_related("campaign", "bureau"), pk=pk)


@require_POST
def forward_merge(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(permissions.can_forward_merge(request.actor))
    merge = monthly_merge_services.forward_merge(merge=_merge(request, pk), by=request.actor)
    messages.success(request, f"{merge}已报送{merge.recipient}。")
    return redirect(merge)


@never_cache
@require_GET
def download_month_package(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    """One ZIP: the merged form, each school's form, and the files of other apps."""
    require(permissions.can_read_merge(request.actor))
    package = month_package.pack_month(_merge(request, pk), by=request.actor)
    headers = {
        "Content-Disposition": content_disposition_header(True, package.name) or "attachment",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(package.content, content_type="application/zip", headers=headers)
