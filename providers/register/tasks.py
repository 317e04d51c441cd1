"""What the worker does for institutions."""

from audit import jobs
from audit.actors import Actor
from providers.register import services


@jobs.handles("follow_blacklist")
def follow_blacklist(bureau_id: int, on: str) -> None:
    """Every night, and when a bureau above has blacklisted: each county looks at the blacklist under its own scope."""
    services.follow_blacklist(bureau_id=bureau_id, by=Actor.system(bureau_id))
