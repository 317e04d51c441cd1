from audit.actors import Actor, ActorKind


def can_use_desk(actor: Actor) -> bool:
    """Everybody who works in the bureau, its schools or beside them; families have their own pages."""
    return actor.kind is ActorKind.STAFF
