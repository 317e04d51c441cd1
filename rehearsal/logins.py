"""Who can sign in to the demonstration, as a table for the terminal."""

from audit.roles import SCHOOL_ROLES, Role
from rehearsal import people
from rehearsal.counties import COUNTIES
from rehearsal.roll import GRADES, PUPILS_PER_CLASS


def logins() -> str:
    """One line per role, for the first county; the others differ by their code only."""
    first = COUNTIES[0]
    first_school_pupils = len(GRADES[first.schools[0].stage]) * PUPILS_PER_CLASS
    staff = [(f"{first.code}-{role}", role.label) for role in people.BUREAU_LOGINS]
    staff += [(f"{first.code}-01-{role}", Role(role).label) for role in sorted(SCHOOL_ROLES)]
    rows = [("operator", "平台运维 (/admin/)"), *staff]
    lines = [f"Staff sign in at /sign-in/ with the password  {people.PASSWORD}"]
    lines += [f"  {name:28} {label}" for name, label in rows]
    lines.append(
        f"Families sign in at /{first.code}/family/sign-in/ with the phone  {people.phone(0, 1)}  (takes part)"
    )
    lines.append(f"  or  {people.phone(0, 1 + first_school_pupils)}  (enrollment is open)")
    lines.append("  the one-time code is shown on the page and at /dev/messages/")
    lines.append(
        f"Other counties: {', '.join(f'{c.code} {c.short_name}' for c in COUNTIES[1:])} — the same names with their code"
    )
    return "\n".join(lines)
