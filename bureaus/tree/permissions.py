from audit.actors import Actor, ActorKind


def can_use_desk(actor: Actor) -> bool:
    """Everybody with a role in the bureau, its schools or alongside them; families have their own pages."""
    return actor.kind is ActorKind.STAFF
