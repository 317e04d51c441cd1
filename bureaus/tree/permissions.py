from audit.actors import Actor, ActorKind

OFFICER, APPROVER, INSPECTOR = "officer", "approver", "inspector"  # accounts.roles.Role, which stands above us
FILERS = ("school_admin", "principal")  # who answers for what a school files


def can_use_desk(actor: Actor) -> bool:
    """Everybody who works in the bureau, its schools or beside them; families have their own pages."""
    return actor.kind is ActorKind.STAFF
