"""The living style guide at /design/ (DEBUG only): every component once, with fictional data."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from afterschool.pages import charts, lists
from afterschool.pages.access import public
from afterschool.pages.forms import DateInput, TimeInput
from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation
from afterschool.values.vocabulary import Area, Weekday

CLAUSE = Clause("中小学课后服务工作实施方案（示例）", "示教发〔2021〕1号", "三（二）")


@dataclass(frozen=True)
class Finding:
    severity: str
    message: str
    clause: Clause | None = None


@dataclass(frozen=True)
class Step:
    title: str
    state: str
    note: str = ""
    missing: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True)
class Trace:
    before: str
    after: str
    actor_name: str
    role: str
    at: datetime
    reason: str = ""
    clause: str = ""
    kind: str = "move"
    action: str = ""
    subject_kind: str = "service_plan"


class SampleForm(forms.Form):
    name = forms.CharField(label="活动名称", max_length=30, help_text="家长在报名页上看到的名称，不超过 30 个字。")
    starts_on = forms.DateField(label="开始日期", widget=DateInput())
    ends_at = forms.TimeField(label="结束时间", widget=TimeInput(), required=False)
    kind = forms.ChoiceField(
        label="类别", choices=[("", "请选择"), ("a", "作业辅导"), ("b", "体育锻炼"), ("c", "科普")]
    )
    days = forms.MultipleChoiceField(
        label="服务日",
        choices=Weekday.choices[:3],
        widget=forms.CheckboxSelectMultiple,
    )
    evidence = forms.FileField(label="证明材料", required=False, help_text="照片或 PDF，不超过 8 MB。")
    remark = forms.CharField(label="说明", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label="我已阅读并同意以上内容")


class SampleFilter(forms.Form):
    name = forms.CharField(label="学校名称", required=False)
    area = forms.ChoiceField(label="所在地", choices=[("", "全部"), *Area.choices], required=False)
    status = forms.ChoiceField(label="状态", choices=[("", "全部"), ("d", "草稿")], required=False)


def refused_form() -> SampleForm:
    form = SampleForm({"name": "趣味足球", "starts_on": "昨天", "days": ["1"], "kind": ""})
    form.add_error(None, RuleViolation("小学结束时间 18:45 晚于 18:30，请改到 18:30 以前。", clause=CLAUSE))
    return form


@public
@require_safe
def show_gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page, as staff see them; ?look=family shows them on the phone."""
    if not settings.DEBUG:
        raise Http404
    messages.success(request, "方案已提交，等待业务股室审核。")
    messages.warning(request, "2027 年节假日安排尚未公布，日历暂按周末推算。")
    look = "family" if request.GET.get("look") == "family" else "desk"
    return render(request, f"pages/show_gallery_{look}.html", gallery(request))


def gallery(request: HttpRequest) -> dict:
    moment = datetime(2026, 9, 1, 18, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
    return {
        "clause": CLAUSE,
        "refusal": RuleViolation("一年级不得布置书面家庭作业，本活动含书面作业。", clause=CLAUSE),
        "form": SampleForm(),
        "refused": refused_form(),
        "filters": SampleFilter(),
        "page": lists.page_of(request, range(1, 301)),
        "day": date(2026, 9, 1),
        "moment": moment,
        "statuses": [
            ("draft", "草稿"),
            ("submitted", "已提交"),
            ("returned", "退回修改"),
            ("approved", "已批准"),
            ("overdue", "已逾期"),
        ],
        "steps": [
            Step("摸底", "done", "9月1日完成，612 份问卷"),
            Step("方案", "current", missing=("还缺安全管理制度。", "还没有填写收费项目。"), href="#"),
            Step("备案审批", "todo"),
            Step("自愿申报", "todo"),
            Step("协议", "todo"),
            Step("公示", "todo"),
        ],
        "findings": [
            Finding("block", "小学结束时间 18:45 晚于 18:30。", CLAUSE),
            Finding("warn", "本周只安排了 4 天服务，要求周一至周五都有。", CLAUSE),
            Finding("note", "还可以增加一项科普活动，以满足“2+3”的要求。"),
        ],
        "trail": [
            Trace("submitted", "returned", "王示例", "officer", moment, "应急预案没有写明联系电话。", str(CLAUSE)),
            Trace("draft", "submitted", "李样本", "school_admin", moment),
        ],
        "bars": charts.Chart(
            "bar",
            "各月参加学生数",
            ["9月", "10月", "11月", "12月", "1月"],
            [charts.Series("申报", [612, 640, 655, 650, 610]), charts.Series("核实", [590, 611, 640, 602, 588])],
            identity="months",
        ),
        "line": charts.Chart(
            "line",
            "城区学校覆盖率",
            [f"{month}月" for month in range(3, 13)],
            [
                charts.Series("申报", [42, 48, 55, 61, 61, 61, 74, 79, 84, 90]),
                charts.Series("核实", [40, 44, 52, 55, 55, 55, 66, 71, 74, 78]),
            ],
            unit="%",
            target=80,
            top=100,
            identity="coverage",
        ),
    }
