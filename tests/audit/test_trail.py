"""An audit entry in words."""

import pytest

from audit.models import Entry
from audit.templatetags.trail import entry_words


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (
            {"kind": "move", "action": "plan.return", "subject_kind": "service_plan", "before": "submitted", "after": "returned"},
            "课后服务方案：“待审批” → “已退回”",
        ),
        ({"kind": "record", "action": "plan.edit_slot", "subject_kind": "service_plan"}, "修改时段"),
        ({"kind": "record", "action": "plan.create", "subject_kind": "service_plan"}, "建立课后服务方案"),
        ({"kind": "record", "action": "term.cancel_sessions", "subject_kind": "term", "changes": {"count": 3}}, "取消课次 3 项"),
        ({"kind": "record", "action": "guardian.sign_in", "subject_kind": "guardian"}, "登录"),
        ({"kind": "read", "action": "read.evidence", "subject_kind": "guardian"}, "查阅监护人"),
        ({"kind": "record", "action": "x.y", "subject_kind": "gone"}, "办理记录"),
    ],
    ids=lambda value: value["action"] if isinstance(value, dict) else None,
)  # fmt: skip
def test_an_entry_reads_as_words(entry, words):
    assert entry_words(Entry(**entry)) == words
