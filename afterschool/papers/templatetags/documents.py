"""Template tags for printed documents."""

from datetime import date, datetime

import segno
from django import template
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
TYPE_AREA_POINTS = 442  # 156 mm
MARK_MAX_POINTS = 50  # the mark stays below the national emblem's rank: no higher than 22 mm in practice


@register.filter
def qr_code(text: str) -> SafeString:
    """A QR code as inline SVG; error correction M survives a stamp or a fold."""
    return mark_safe(segno.make(text, error="m", micro=False).svg_inline(scale=1, border=1, omitsize=True))  # noqa: S308


@register.filter
def in_fours(code: str) -> str:
    """ABCDEFGHJKLM → ABCD-EFGH-JKLM: read aloud and typed without losing the place."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


@register.filter
def plain_date(day: date | None) -> str:
    """2026年9月1日: Arabic figures, no padding zeros (GB/T 9704-2012, 7.3.5)."""
    if day is None:
        return ""
    if isinstance(day, datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return f"{day.year}年{day.month}月{day.day}日"


@register.filter
def paragraphs(text: str) -> SafeString:
    """What people typed over several lines, one paragraph each; blank lines and indents of their own are dropped."""
    lines = [line.strip() for line in text.splitlines()]
    return format_html_join("\n", "<p>{}</p>", ((line,) for line in lines if line))


@register.filter
def mark_points(issuer: str) -> float:
    """The size at which an issuer's name fills the type area on one line, up to the usual size of a red mark."""
    return round(min(MARK_MAX_POINTS, (TYPE_AREA_POINTS - 10) / max(1, len(issuer))), 1)
