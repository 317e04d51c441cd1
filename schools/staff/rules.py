"""Vetting of people from outside. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """服务人员. Somebody from outside must be vetted before they serve."""

    pk: int
    name: str
    is_outside: bool = False
    is_active: bool = True
    volunteered: bool = True
    qualification: str = ""
    record_checked_on: date | None = None
    vetting_expires_on: date | None = None


def lacking_vetting(person: StaffFacts, today: date) -> list[str]:
    """What is missing from the vetting of an outside person on a day, as parts of a sentence."""
    lacking = []
    if not person.qualification.strip():
        lacking.append("没有登记资质")
    if person.record_checked_on is None or person.record_checked_on > today:
        lacking.append("没有无犯罪记录查询")
    if person.vetting_expires_on is None:
        lacking.append("没有登记审查有效期")
    elif person.vetting_expires_on < today:
        lacking.append(f"审查已于 {person.vetting_expires_on} 到期")
    return lacking
