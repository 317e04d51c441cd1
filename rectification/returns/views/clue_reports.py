"""A school's monthly clue report, and its clues. Very few may read them; every read is recorded."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from afterschool.pages import lists
from afterschool.pages.forms import refusals_on
from afterschool.values.errors import require
from audit.models import Entry
from audit.workflow import record_read
from bureaus.documents import reports as document_reports
from bureaus.tree.requests import HttpRequest
from rectification.campaigns.models import Campaign
from rectification.returns import permissions
from rectification.returns.documents import clue_forms
from rectification.returns.forms import AddClueForm, EditClueForm, RecordDispositionForm, ReopenClueReportForm
from rectification.returns.models.clues import Clue, ClueReport
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.reports import clue_months, deadlines
from rectification.returns.rules import Month
from rectification.returns.services import clue_reports as clue_report_services
from schools.register.models import School

# --- one school -----------------------------------------------------------------------------------


@require_GET
def list_clue_reports(request: HttpRequest, bureau_code: str) -> HttpResponse:
    """This month's report of one school, and all months before."""
    require(permissions.can_list_clue_reports(request.actor))
    today = timezone.localdate()
    school = School.objects.visible_to(request.actor).get(pk=request.actor.school_id)
    campaigns = Campaign.objects.visible_to(request.actor).exclude(status=Campaign.Status.DRAFT)
    rows = clue_months.months_of_school(list(campaigns), school, today=today)
    current = [row for row in rows if row.campaign.status == Campaign.Status.RUNNING and row.month == Month.of(today)]
    context = {
        "school": school,
        "current": [(row, deadlines.deadline_of(school.bureau_id, row.month)) for row in current],
        "page": lists.page_of(request, [row for row in rows if row not in current], per_page=12),
    }
    return render(request, "rectification/returns/list_clue_reports.html", context)


@require_POST
def start_clue_report(request: HttpRequest, bureau_code: str) -> HttpResponse:
    report = clue_report_services.start_clue_report(**_campaign_and_month(request), by=request.actor)
    return redirect(report)


@require_POST
def file_nil_report(request: HttpRequest, bureau_code: str) -> HttpResponse:
    report = clue_report_services.file_nil_report(**_campaign_and_month(request), by=request.actor)
    messages.success(request, f"{report.year}年{report.month}月零报告已报送。")
    return redirect("rectification:list_clue_reports", bureau_code=bureau_code)


def _campaign_and_month(request: HttpRequest) -> dict:
    """The campaign and month of a POST; 404 for anything else."""
    require(permissions.can_list_clue_reports(request.actor))
    return read_campaign_and_month(request)


def read_campaign_and_month(request: HttpRequest) -> dict:
    pk, month = request.POST.get("campaign", ""), request.POST.get("month", "")
    if not pk.isdecimal() or len(pk) > 18:
        raise Http404
    try:
        chosen = Month.read(month)
    except ValueError:
        raise Http404 from None
    return {"campaign": get_object_or_404(Campaign.objects.visible_to(request.actor), pk=pk), "month": chosen}


# --- one report --------------------------------------------------------------------------------------------


@never_cache
@require_GET
def show_clue_report(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(permissions.can_read_clues(request.actor))
    report = _report(request, pk)
    month = Month(report.year, report.month)
    deadline = deadlines.deadline_of(report.bureau_id, month)
    merge = MonthlyMerge.objects.of(report.bureau_id).of_month(report.campaign, report.year, report.month).first()
    is_own = permissions.can_file_clue_report(request.actor, report.school_id)
    is_collecting = merge is None or merge.is_open
    record_read(report, by=request.actor, what="clue_report")
    context = {
        "report": report,
        "month": month,
        "deadline": deadline,
        "state": clue_months.state_of(report, due_on=report.due_on, today=timezone.localdate()),
        "clues": list(Clue.objects.visible_to(request.actor).filter(report=report).without_substance()),
        "document": document_reports.progress_of(clue_forms.SCHOOL_FORM, report, actor=request.actor),
        "may_write": is_own and is_collecting and report.is_open,
        "may_reopen": is_own and is_collecting and report.status == ClueReport.Status.FILED,
        "may_file_nil": deadline.rule.nil_return,
        "trail": Entry.objects.of(report.bureau_id).about(report).exclude(kind=Entry.Kind.READ),
    }
    return render(request, "rectification/returns/show_clue_report.html", context)


def _report(request: HttpRequest, pk: int) -> ClueReport:
    return get_object_or_404(ClueReport.objects.visible_to(request.actor).select_related("campaign", "school"), pk=pk)


@require_POST
def file_clue_report(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(permissions.can_list_clue_reports(request.actor))
    report = clue_report_services.file_clue_report(report=_report(request, pk), by=request.actor)
    late = "，已超过期限，记为逾期报送" if report.is_late else ""
    messages.success(request, f"{report.year}年{report.month}月问题线索登记表已报送{late}。")
    return redirect(report)


@require_http_methods(["GET", "POST"])
def reopen_clue_report(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(permissions.can_list_clue_reports(request.actor))
    report = _report(request, pk)
    form = ReopenClueReportForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            clue_report_services.reopen_clue_report(report=report, by=request.actor, **form.cleaned_data)
            messages.success(request, "月报已撤回，修改后请在期限前重新报送。")
            return redirect(report)
    return render(request, "rectification/returns/reopen_clue_report.html", {"form": form, "report": report})


# --- its clues ---------------------------------------------------------------------------------------------


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def add_clue(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(permissions.can_list_clue_reports(request.actor))
    report = _report(request, pk)
    form = AddClueForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            clue_report_services.add_clue(report=report, values=form.cleaned_data, by=request.actor)
            messages.success(request, "线索已登记。全部登记完后，请报送本月登记表。")
            return redirect(report)
    return render(request, "rectification/returns/add_clue.html", {"form": form, "report": report})


@never_cache
@require_GET
def show_clue(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    """The substance of one clue; opening the page is recorded."""
    require(permissions.can_read_clues(request.actor))
    clue = _clue(request, pk)
    record_read(clue, by=request.actor, what="clue")
    is_own = permissions.can_file_clue_report(request.actor, clue.report.school_id)
    context = {
        "clue": clue,
        "report": clue.report,
        "may_write": is_own and clue.report.is_open,
        "may_dispose": permissions.can_record_disposition(request.actor),
        "trail": Entry.objects.of(clue.bureau_id).about(clue)[:50],
    }
    return render(request, "rectification/returns/show_clue.html", context)


def _clue(request: HttpRequest, pk: int) -> Clue:
    rows = Clue.objects.visible_to(request.actor).select_related("report__campaign", "report__school")
    return get_object_or_404(rows, pk=pk)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def edit_clue(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(permissions.can_list_clue_reports(request.actor))
    clue = _clue(request, pk)
    form = EditClueForm(request.POST or None, instance=clue)
    if form.is_valid():
        with refusals_on(form):
            clue = clue_report_services.edit_clue(clue=clue, values=form.cleaned_data, by=request.actor)
            messages.success(request, "线索已修改。")
            return redirect(clue)
    elif request.method == "GET":
        record_read(clue, by=request.actor, what="clue")
    return render(request, "rectification/returns/edit_clue.html", {"form": form, "clue": clue, "report": clue.report})


@require_http_methods(["GET", "POST"])
def remove_clue(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(permissions.can_list_clue_reports(request.actor))
    rows = Clue.objects.visible_to(request.actor).without_substance().select_related("report__school")
    clue = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        report = clue_report_services.remove_clue(clue=clue, by=request.actor)
        messages.success(request, "线索已删去。")
        return redirect(report)
    return render(request, "rectification/returns/remove_clue.html", {"clue": clue, "report": clue.report})


@require_http_methods(["GET", "POST"])
def record_disposition(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(permissions.can_record_disposition(request.actor))
    rows = Clue.objects.visible_to(request.actor).without_substance().select_related("report__school")
    clue = get_object_or_404(rows, pk=pk)
    initial = {"disposition": clue.disposition, "concluded_on": clue.concluded_on}
    form = RecordDispositionForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            clue_report_services.record_disposition(clue=clue, by=request.actor, **form.cleaned_data)
            messages.success(request, f"{clue}的处置方式已登记。")
            return redirect(clue)
    return render(request, "rectification/returns/record_disposition.html", {"form": form, "clue": clue})
