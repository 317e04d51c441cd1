"""Who can sign in to the demonstration, as a table for the terminal; families are those that the rows say."""

from __future__ import annotations

from accounts.models.guardian import Guardian
from accounts.models.user import Membership
from afterschool.tenancy.scopes import bureau_scope
from audit.roles import Role
from bureaus.tree.models import Bureau
from enrollment.admissions.models import Application, Round
from enrollment.attendance.models import Session
from rehearsal import people
from rehearsal.counties import COUNTIES, DemoCounty
from schools.register.models import School

PREFECTURE_JOBS = {
    Role.OFFICER: "业务股室: the policies and the blacklist of the whole city",
    Role.INSPECTOR: "派驻纪检监察组",
}


def logins() -> str:
    """One line per role, for the first county and its prefecture; the others differ by their code only."""
    loaded = set(Bureau.objects.filter(level=Bureau.Level.COUNTY).values_list("code", flat=True))
    first = next((county for county in COUNTIES if county.code in loaded), COUNTIES[0])
    lines = [f"Staff sign in at /sign-in/ with the password  {people.PASSWORD}", *_lines(_beside_the_schools(first))]
    bureau = Bureau.objects.filter(code=first.code).first()
    if bureau is not None:
        with bureau_scope(bureau.pk):
            lines += _lines(_in_the_first_school(bureau))
            lines += [f"Families sign in at /{bureau.code}/family/sign-in/ with a phone:", *_families(bureau)]
        lines.append("  the one-time code is shown on the page and at /dev/messages/")
    others = "、".join(f"{c.code} {c.short_name}" for c in COUNTIES if c.code in loaded - {first.code})
    return "\n".join([*lines, f"Other counties: {others} — the same names with their code"] if others else lines)


def _lines(rows: list[tuple[str, str]]) -> list[str]:
    return [f"  {name:34} {words}" for name, words in rows]


def _beside_the_schools(county: DemoCounty) -> list[tuple[str, str]]:
    prefecture, _, place = county.parents[-1]
    rows = [("operator", "平台运维 (/admin/)")]
    rows += [(f"{prefecture}-{role}", f"{place}{words}") for role, words in PREFECTURE_JOBS.items()]
    return rows + [(f"{county.code}-{role}", role.label) for role in people.BUREAU_LOGINS]


def _in_the_first_school(bureau: Bureau) -> list[tuple[str, str]]:
    """One person for each role; of the teachers one who leads sessions."""
    school = School.objects.of(bureau.pk).order_by("code").first()
    members = Membership.objects.of(bureau.pk).filter(school=school).select_related("user").order_by("pk")
    leading = Session.objects.of(bureau.pk).filter(school=school).values("teacher__user")
    rows: dict[str, str] = {}
    for member in [*members.filter(user__in=leading), *members.exclude(role=Role.TEACHER)]:
        rows.setdefault(member.role, member.user.username)
    return [(name, Role(role).label) for role, name in sorted(rows.items())]


def _families(bureau: Bureau) -> list[str]:
    """One whose child takes part at school 1, and one that may apply this week."""
    applications = Application.objects.of(bureau.pk).filter(status=Application.Status.AGREED)
    taking_part = applications.order_by("round__school__code", "pk").select_related("guardian").first()
    lines = [f"  {taking_part.guardian.phone}  (takes part)"] if taking_part else []
    round_ = Round.objects.of(bureau.pk).filter(status=Round.Status.OPEN).order_by("pk").first()
    if round_ is not None:
        applied = Application.objects.of(bureau.pk).filter(round=round_).values("guardian")
        families = Guardian.objects.of(bureau.pk).filter(guardianships__student__school=round_.school_id)
        waiting = families.exclude(pk__in=applied).order_by("pk").first()
        lines += [f"  {waiting.phone}  (enrollment is open)"] if waiting else []
    return lines
