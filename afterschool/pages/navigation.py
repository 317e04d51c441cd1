"""Who finds what in which menu. One line per entry; an entry shows once its URL exists."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

DESK = "desk"  # staff, side menu
FAMILY = "family"  # guardians, bottom bar of the phone
PUBLIC = "public"  # everybody, top bar of a county's public pages


@dataclass(frozen=True)
class Entry:
    place: str
    group: str
    label: str
    icon: str
    url_name: str
    roles: frozenset[str] = frozenset()  # empty: everybody in this place


@dataclass(frozen=True)
class Link:
    group: str
    label: str
    icon: str
    href: str
    current: bool


def roles(*names: str) -> frozenset[str]:
    return frozenset(names)


BUREAU = roles("officer", "approver", "finance", "inspector", "joint_reviewer")
SCHOOL_OFFICE = roles("school_admin", "principal", "teaching_office", "moral_education")
MONEY = roles("cashier", "school_admin", "principal")
TEACHING = roles("class_teacher", "teacher", "duty_leader")
HEADS = roles("school_admin", "principal")
REVIEWING = SCHOOL_OFFICE | roles("class_teacher", "committee_member")
GROUPS = ["", "学校", "报名与考勤", "收费", "点题整治", "规则"]  # the order in the menu, along one term
ENTRIES = [
    Entry(DESK, "", "首页", "home", "bureaus:show_home"),
    Entry(DESK, "", "等我处理", "inbox", "bureaus:show_inbox"),
    Entry(DESK, "报名与考勤", "报名轮次", "calendar-plus", "enrollment:list_rounds", BUREAU | SCHOOL_OFFICE),
    Entry(DESK, "报名与考勤", "报名申请", "clipboard-list", "enrollment:list_applications", REVIEWING),
    Entry(
        DESK, "报名与考勤", "课次与点名", "list-check", "enrollment:list_sessions", BUREAU | SCHOOL_OFFICE | TEACHING
    ),
    Entry(DESK, "报名与考勤", "服务协议文本", "file-text", "enrollment:list_agreement_templates", BUREAU | HEADS),
    Entry(DESK, "规则", "学期与校历", "calendar", "bureaus:list_terms"),
    Entry(DESK, "规则", "政策", "book-2", "bureaus:list_policies"),
    Entry(DESK, "学校", "学校名册", "school", "schools:list_schools", BUREAU),
    Entry(DESK, "学校", "课后服务方案", "clipboard-check", "schools:list_plans", BUREAU | SCHOOL_OFFICE | TEACHING),
    Entry(DESK, "学校", "需求摸底", "clipboard-list", "schools:show_survey", SCHOOL_OFFICE | roles("class_teacher")),
    Entry(DESK, "学校", "学生名册", "users-group", "schools:list_students", SCHOOL_OFFICE | roles("class_teacher")),
    Entry(DESK, "学校", "服务人员", "id-badge-2", "schools:list_staff", BUREAU | SCHOOL_OFFICE),
    Entry(DESK, "学校", "第三方机构", "building-store", "providers:list_providers", BUREAU | SCHOOL_OFFICE),
    Entry(PUBLIC, "", "服务方案", "clipboard-check", "schools:list_public_plans"),
    Entry(PUBLIC, "", "机构清单", "building-store", "providers:list_shortlist"),
    Entry(PUBLIC, "", "黑名单", "ban", "providers:list_blacklist"),
    Entry(FAMILY, "", "首页", "home", "enrollment:show_family"),
    Entry(DESK, "点题整治", "指标看板", "chart-bar", "rectification:show_dashboard", BUREAU),
    Entry(DESK, "收费", "收费标准", "receipt", "billing:list_fee_standards", BUREAU | MONEY),
    Entry(DESK, "收费", "学生应收", "coins", "billing:list_charges", MONEY | roles("class_teacher")),
    Entry(DESK, "收费", "台账", "book-2", "billing:show_ledger", BUREAU | MONEY),
    Entry(
        DESK, "点题整治", "线索月报", "report", "rectification:list_clue_reports", roles("school_admin", "principal")
    ),
    Entry(
        DESK,
        "点题整治",
        "线索月报",
        "report",
        "rectification:show_month_board",
        roles("officer", "approver", "inspector"),
    ),
    Entry(
        DESK, "点题整治", "专项", "flag", "rectification:list_campaigns", BUREAU | roles("school_admin", "principal")
    ),
    Entry(PUBLIC, "", "收费公示", "receipt", "billing:list_disclosures"),
    Entry(FAMILY, "", "缴费", "receipt", "billing:list_family_charges"),
    Entry(PUBLIC, "", "文书核验", "qrcode", "bureaus:check_document"),
    Entry(FAMILY, "", "我的", "user-circle", "family:show_profile"),
]


def links(request: HttpRequest, place: str) -> list[Link]:
    """The entries of a place this person may see, with the one of the current page marked."""
    role = str(getattr(getattr(request, "actor", None), "role", "") or "")
    reachable = [
        (entry, href)
        for entry in ENTRIES
        if entry.place == place and (not entry.roles or role in entry.roles) and (href := address(request, entry))
    ]
    reachable.sort(key=lambda pair: GROUPS.index(pair[0].group))
    current = max(
        (href for _, href in reachable if request.path == href or (request.path.startswith(href) and depth(href) > 1)),
        key=len,
        default=None,
    )
    return [Link(entry.group, entry.label, entry.icon, href, href == current) for entry, href in reachable]


def address(request: HttpRequest, entry: Entry) -> str | None:
    bureau = getattr(request, "bureau", None)
    for kwargs in ({"bureau_code": bureau.code} if bureau else None, {}):
        if kwargs is not None:
            try:
                return reverse(entry.url_name, kwargs=kwargs)
            except NoReverseMatch:
                continue
    return None


def depth(path: str) -> int:
    return len([part for part in path.split("/") if part])
