from audit.actors import Actor
from audit.roles import BUREAU_OFFICE
from bureaus.policies.models import Policy


def can_adopt_policy_pack(actor: Actor) -> bool:
    """Officers and the responsible leader adopt a document's rules; so does the operator's command."""
    return actor.has_role(*BUREAU_OFFICE) or actor.is_system


def can_edit_policy(actor: Actor, policy: Policy | None = None) -> bool:
    """Officers and the responsible leader change the bureau's own rules, never those of a superior."""
    own = policy is None or policy.bureau_id == actor.bureau_id
    return own and actor.has_role(*BUREAU_OFFICE)
