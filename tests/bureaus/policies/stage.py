"""The rows with which the routes of bureaus.policies are opened."""

from bureaus.policies import services
from bureaus.policies.models import Policy
from tests.stage import Stage


def build(stage: Stage) -> None:
    """The county adopts the pack of its prefecture."""
    services.adopt_policy_pack(pack_code="bayannur_2021", by=stage.county.actor("officer"))
    policy = Policy.objects.of(stage.county.bureau.pk).order_by("pk").first()
    stage.opens("bureaus", "show_policy add_policy", kind=policy.kind)
    stage.opens("bureaus", "edit_policy", kind=policy.kind, pk=policy.pk)
    stage.opens("bureaus", "adopt_policy_pack", code="bayannur_2021")
