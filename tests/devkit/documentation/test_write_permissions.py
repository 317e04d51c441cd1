"""docs/permissions.md: who reaches which route, and what each permission promises."""

from devkit.documentation import permissions

MODULE = '''
def can_submit_plan(actor, plan):
    """The school's own administrator or principal,
    while the plan is a draft | or returned."""

def helper(actor):
    """Not a permission."""
'''


def test_each_route_shows_who_reaches_it():
    routes = {"schools:submit_plan": {"principal"}, "bureaus:open_term": {"officer"}}
    table = permissions.routes(permissions.Access(routes, people=["officer", "principal"]))
    assert "| route | officer | principal |" in table
    assert table.index("`bureaus:open_term` | ● |   |") < table.index("`schools:submit_plan` |   | ● |")


def test_docstrings_of_permissions_are_read_without_importing(tmp_path):
    (tmp_path / "schools" / "plans").mkdir(parents=True)
    (tmp_path / "schools" / "plans" / "permissions.py").write_text(MODULE, encoding="utf-8")
    policies = permissions.read_policies(tmp_path)
    promise = "The school's own administrator or principal, while the plan is a draft | or returned."
    assert policies == {"schools.plans": {"can_submit_plan": promise}}
    assert "draft \\| or returned" in permissions.functions("schools.plans", policies["schools.plans"])


def test_no_floor_is_overlooked():
    policies = permissions.read_policies()
    assert len(policies) > 15
    assert "can_submit_plan" in policies["schools.plans"] and "can_take_roll" in policies["enrollment.attendance"]
