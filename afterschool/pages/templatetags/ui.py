"""Template tags and filters of the design system: icons, Chinese dates, money, masking, tones, lists."""

import datetime
import re
from decimal import ROUND_DOWN, Decimal

from django import template
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from afterschool.pages import navigation as navigation_data
from afterschool.values import identity
from afterschool.values.vocabulary import Weekday

register = template.Library()


# --- marks -----------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> str:
    """An icon of static/icons.svg; without a label it is decoration and hidden from screen readers."""
    about = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon {}" {}><use href="{}#{}"></use></svg>', css, about, static("icons.svg"), name or "circle-dot"
    )


@register.simple_tag(takes_context=True)
def csrf_input(context) -> str:
    """The CSRF field inside a component, where `only` has cut {% csrf_token %} off from the page."""
    request = getattr(context, "request", None)
    if request is None:
        return ""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


# --- tones: the color of a state; the words always say it too ----------------------------------------

TONES = {
    "good": "approved approve accepted agreed published paid waived settled held present signed confirmed verified "
    "completed done met enrolled available passed effective delivered resolved received shortlisted answer",
    "active": "open submitted filed under_review in_review reviewing pending assigned running continued scheduled issued "
    "planned collecting forwarded claimed active",
    "warn": "returned return waiting ask correction_requested partial part_paid late near_due changed leave left_early "
    "waitlisted suspended objected to_correct expiring",
    "bad": "rejected reject refused overdue absent failed unmet blocked expired blacklisted terminated removed missing",
    "mute": "draft closed withdrawn cancelled void ended archived superseded not_started none nil frozen left released "
    "registered",
}
TONE_OF = {word: tone for tone, words in TONES.items() for word in words.split()}


@register.filter
def tone(status) -> str:
    """Tone of a status value: good, active, warn, bad or mute; an unknown one is mute."""
    word = re.sub(r"[\s-]+", "_", str(getattr(status, "value", status) or "")).lower()
    return TONE_OF.get(word, "mute")


SEVERITY = {
    "block": {"tone": "bad", "icon": "circle-x", "word": "不能通过"},
    "warn": {"tone": "warn", "icon": "alert-triangle", "word": "请注意"},
    "note": {"tone": "note", "icon": "info-circle", "word": "提示"},
    "good": {"tone": "good", "icon": "circle-check", "word": "符合"},
}


@register.filter
def severity_mark(severity) -> dict[str, str]:
    """How a finding of this severity looks: tone, icon and word."""
    word = str(getattr(severity, "value", severity) or "note").lower()
    return SEVERITY.get(word, SEVERITY["note"])


FLASH = {
    "success": {"tone": "good", "icon": "circle-check"},
    "error": {"tone": "bad", "icon": "alert-circle"},
    "warning": {"tone": "warn", "icon": "alert-triangle"},
    "info": {"tone": "note", "icon": "info-circle"},
    "debug": {"tone": "mute", "icon": "info-circle"},
}


@register.filter
def flash_mark(level) -> dict[str, str]:
    """How a message of django.contrib.messages looks."""
    return FLASH.get(level or "info", FLASH["info"])


# --- numbers and money --------------------------------------------------------------------------------


@register.filter
def amount(value) -> str:
    """Money in a column: 1,234.50. Empty stays a dash."""
    if value is None or value == "":
        return "—"
    return f"{Decimal(value):,.2f}"


@register.filter
def yuan(value) -> str:
    """Money in a sentence: 1,234.50 元, 0 元."""
    if value is None or value == "":
        return "—"
    value = Decimal(value)
    return f"{value:,.0f} 元" if value == value.to_integral_value() else f"{value:,.2f} 元"


@register.simple_tag
def percent(numerator, denominator, places: int = 1) -> str:
    """A share in percent without the sign, for text and for a bar; rounded down, so that 79.96 % never reads 80 %."""
    if not denominator:
        return ""
    share = 100 * Decimal(numerator) / Decimal(denominator)
    return f"{share.quantize(Decimal(1).scaleb(-places), ROUND_DOWN).normalize():f}"


# --- dates, the Chinese way ---------------------------------------------------------------------------


def as_date(value) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value if isinstance(value, datetime.date) else None


@register.filter
def long_date(value) -> str:
    """2021年9月1日."""
    day = as_date(value)
    return f"{day.year}年{day.month}月{day.day}日" if day else "—"


@register.filter
def short_date(value) -> str:
    """9月1日, with the year only when it is not this one."""
    day = as_date(value)
    if not day:
        return "—"
    return f"{day.month}月{day.day}日" if day.year == timezone.localdate().year else long_date(day)


@register.filter
def weekday(value) -> str:
    """周三, of a date or of an ISO weekday number."""
    if isinstance(value, int) and 1 <= value <= 7:
        return Weekday(value).label
    day = as_date(value)
    return Weekday(day.isoweekday()).label if day else ""


@register.filter
def long_datetime(value) -> str:
    """2021年9月1日 18:20."""
    if not isinstance(value, datetime.datetime):
        return long_date(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{long_date(local)} {local:%H:%M}"


@register.filter
def clock(value) -> str:
    """18:20."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%H:%M}" if value else "—"


@register.filter
def days_left(value) -> str:
    """还有 3 天, 今天截止, 已逾期 2 天."""
    day = as_date(value)
    if not day:
        return ""
    left = (day - timezone.localdate()).days
    if left == 0:
        return "今天截止"
    return f"还有 {left} 天" if left > 0 else f"已逾期 {-left} 天"


# --- people -------------------------------------------------------------------------------------------


register.filter("mask_name", identity.mask_name)
register.filter("mask_phone", identity.mask_phone)


# --- lists --------------------------------------------------------------------------------------------


@register.inclusion_tag("components/sort_head.html", takes_context=True)
def sort_head(context, field: str, label: str, css: str = "") -> dict:
    """A sortable column head for `lists.sorted_by`: the link keeps the filters and starts again at page one."""
    request = context.request
    chosen = request.GET.get("sort", "")
    query = request.GET.copy()
    query["sort"] = f"-{field}" if chosen == field else field
    query.pop("page", None)
    order = {field: "ascending", f"-{field}": "descending"}.get(chosen, "")
    return {"label": label, "css": css, "order": order, "href": f"?{query.urlencode()}"}


@register.simple_tag
def page_numbers(page) -> list:
    """Page numbers around the current one; a gap is the paginator's ellipsis."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


# --- navigation ---------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def navigation(context, place: str) -> list[navigation_data.Link]:
    """Links of afterschool/navigation.py for this place and this person."""
    request = getattr(context, "request", None)
    return navigation_data.links(request, place) if request else []
