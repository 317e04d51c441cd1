"""Who may do what in rectification."""

from audit.actors import Actor
from audit.roles import HEADS, OVERSIGHT, Role


def can_list_clue_reports(actor: Actor) -> bool:
    """A school's administrator and principal: they alone write and file its clue reports."""
    return actor.has_role(*HEADS)


def can_read_clues(actor: Actor) -> bool:
    """The stationed discipline team, and a school's administrator and principal for their own school. Every read is recorded."""
    return actor.has_role(Role.INSPECTOR, *HEADS)


def can_file_clue_report(actor: Actor, school_id: int) -> bool:
    """The administrator and the principal of that school start, write, file and take back its reports."""
    return actor.works_at(school_id) and actor.has_role(*HEADS)


def can_show_month_board(actor: Actor) -> bool:
    """Officer, approver and discipline team see who has filed; only the discipline team sees the content."""
    return actor.has_role(*OVERSIGHT)


def can_remind_schools(actor: Actor) -> bool:
    """The officer, the discipline team, and the platform on the days set by policy."""
    return actor.is_system or actor.has_role(Role.OFFICER, Role.INSPECTOR)


def can_freeze_month(actor: Actor) -> bool:
    """The platform after the deadline; the discipline team, once every school has filed or the deadline has passed."""
    return actor.is_system or actor.has_role(Role.INSPECTOR)


def can_read_merge(actor: Actor) -> bool:
    """The merged form with its clues, and the month's package: the discipline team alone. Every read is recorded."""
    return actor.has_role(Role.INSPECTOR)


def can_forward_merge(actor: Actor) -> bool:
    """The discipline team forwards the merged form to the city's team."""
    return actor.has_role(Role.INSPECTOR)


def can_record_disposition(actor: Actor) -> bool:
    """The discipline team alone decides on the disposition of a clue."""
    return actor.has_role(Role.INSPECTOR)
