"""What attendance puts into the inbox."""

import pytest


@pytest.mark.parametrize("role", ["teacher", "duty_leader"])
def test_a_roll_that_nobody_has_taken_waits_in_the_inbox(desk, role):
    desk.agreed("课业辅导")
    desk.plan_sessions()
    page = desk.county.client(role).get(desk.county.url("bureaus:show_inbox")).text
    assert "课业辅导 09月06日 16:20" in page
    assert "09月07日" not in page
