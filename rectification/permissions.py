"""Who may do what in rectification."""

from accounts.roles import Role
from audit.actors import Actor
from rectification.models.clue import CLUE_SCHOOL_ROLES, MERGE_ROLES


def can_view_indicators(actor: Actor) -> bool:
    """Everybody who works for the bureau: figures carry schools, never a child."""
    return actor.is_bureau


def can_take_snapshots(actor: Actor) -> bool:
    """The platform by its schedule; officers and inspectors when they want to know now."""
    return actor.is_system or actor.has_role(Role.OFFICER, Role.APPROVER, Role.INSPECTOR)


def can_list_campaigns(actor: Actor) -> bool:
    """Everybody who works for the bureau, and a school's administrator and principal, see the campaigns."""
    return actor.is_bureau or actor.has_role(*CLUE_SCHOOL_ROLES)


def can_start_campaign(actor: Actor) -> bool:
    """The bureau's officer and the stationed discipline team start and end a campaign."""
    return actor.has_role(Role.OFFICER, Role.INSPECTOR)


def can_list_clue_reports(actor: Actor) -> bool:
    """A school's administrator and principal: they alone write and file its clue reports."""
    return actor.has_role(*CLUE_SCHOOL_ROLES)


def can_read_clues(actor: Actor) -> bool:
    """The stationed discipline team, and a school's administrator and principal for their own school. Every read is recorded."""
    return actor.has_role(Role.INSPECTOR, *CLUE_SCHOOL_ROLES)


def can_file_clue_report(actor: Actor, school_id: int) -> bool:
    """The administrator and the principal of that school: start, write, file, take back."""
    return actor.works_at(school_id) and actor.has_role(*CLUE_SCHOOL_ROLES)


def can_show_month_board(actor: Actor) -> bool:
    """Officer, approver and discipline team see who has filed; what was filed only the discipline team sees."""
    return actor.has_role(*MERGE_ROLES)


def can_remind_schools(actor: Actor) -> bool:
    """The officer, the discipline team, and the platform itself on the days the policy names."""
    return actor.is_system or actor.has_role(Role.OFFICER, Role.INSPECTOR)


def can_freeze_month(actor: Actor) -> bool:
    """The platform itself after the deadline; the discipline team, once every school has filed or the deadline is over."""
    return actor.is_system or actor.has_role(Role.INSPECTOR)


def can_read_merge(actor: Actor) -> bool:
    """The merged form with its clues, and the month's package: the discipline team alone. Every read is recorded."""
    return actor.has_role(Role.INSPECTOR)


def can_forward_merge(actor: Actor) -> bool:
    """The discipline team hands the merged form on to the city's team."""
    return actor.has_role(Role.INSPECTOR)


def can_record_disposition(actor: Actor) -> bool:
    """How a clue is disposed of is decided by the discipline team alone."""
    return actor.has_role(Role.INSPECTOR)
