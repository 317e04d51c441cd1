"""The rows with which the routes of bureaus.policies are opened."""

from bureaus.policies import services
from bureaus.policies.models import Policy
from tests.stage import Stage

PACK = "bayannur_2021"
STATEMENT = {
    "weekdays": ["1", "2", "3", "4", "5"],
    "severity": "block",
    "effective_from": "2022-02-21",
    "source_title": "示例补充通知",
    "source_article": "第二条",
    "summary": "示例",
}


def build(stage: Stage) -> None:
    """The county adopts the pack of its prefecture."""
    services.adopt_policy_pack(pack_code=PACK, by=stage.county.actor("officer"))
    rows = Policy.objects.of(stage.county.bureau.pk)
    policy = rows.get(value__has_key="latest_end")
    stage.opens("bureaus", "show_policy add_policy", kind=policy.kind)
    stage.opens("bureaus", "edit_policy", kind=policy.kind, pk=policy.pk)
    stage.posts("bureaus", "add_policy", latest_end__primary="18:20", **STATEMENT)
    stage.posts("bureaus", "edit_policy", latest_end__primary="18:10", latest_end__junior="19:00", **STATEMENT)
    stage.opens("bureaus", "adopt_policy_pack", code=PACK)
    stage.comes_first("bureaus", "adopt_policy_pack", rows.filter(pack=PACK).delete)
