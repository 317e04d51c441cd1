"""实施办法: a county of 曲靖 writes rules of its own on top of the draft that its prefecture adopted."""

from datetime import date, time

import pytest

from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.vocabulary import Stage
from audit.roles import Role
from bureaus.policies import policies
from bureaus.policies.kinds import ServiceWindow
from tests.world import build_county

OWN = {
    "latest_end__primary": "17:50",
    "severity": "block",
    "effective_from": "2021-10-08",
    "source_title": "麒麟区课后服务实施办法",
    "source_number": "麒教发〔2021〕1号",
    "source_article": "第三条",
    "summary": "小学提前到 17:50。",
}
BEFORE, AFTER = date(2021, 10, 7), date(2021, 10, 8)


def window(county, on: date) -> ServiceWindow:
    with bureau_scope(county.bureau.pk):
        return policies.current(county.bureau.pk, ServiceWindow, on=on)


@pytest.mark.req("D-45/measures")
def test_a_county_adds_a_rule_of_its_own_to_those_it_inherits(qilin):
    neighbor = build_county("530303")
    url = qilin.url("bureaus:add_policy", kind="service_window")
    assert qilin.client(Role.FINANCE).post(url, OWN).status_code == 403
    assert qilin.client(Role.OFFICER).post(url, OWN).status_code == 302
    before, after = window(qilin, BEFORE), window(qilin, AFTER)
    assert (before.latest_end[Stage.PRIMARY], after.latest_end[Stage.PRIMARY]) == (time(18), time(17, 50))
    assert (after.latest_end[Stage.JUNIOR], after.weekdays) == (time(18), (1, 2, 3, 4, 5)), "the rest is inherited"
    assert str(after.clause_for("latest_end", Stage.PRIMARY)) == "《麒麟区课后服务实施办法》（麒教发〔2021〕1号）第三条"
    assert "征求意见稿" in str(after.clause_for("latest_end", Stage.JUNIOR))
    assert window(neighbor, AFTER).latest_end[Stage.PRIMARY] == time(18), "and the neighbor has only what it inherits"
