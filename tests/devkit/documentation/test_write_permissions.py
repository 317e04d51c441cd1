"""docs/permissions.md: who reaches which route, and what each permission promises."""

from devkit.documentation import permissions

MODULE = '''
def can_submit_plan(actor, plan):
    """The school's own administrator or principal,
    while the plan is a draft | or returned."""

def helper(actor):
    """Not a permission."""
'''


def test_each_route_stands_with_its_app_and_shows_who_reaches_it():
    access = permissions.Access(
        routes={
            "schools.plans": {
                "schools:submit_plan": {"principal"},
                "schools:submit_plan (after its term)": {"officer"},
                "schools:edit_plan": {"principal", "officer"},
            },
            "bureaus.terms": {"bureaus:open_term": {"officer"}},
        },
        people=["officer", "principal"],
        reasons={
            "open to everyone": {"schools.plans": {"schools:show_public_plan": "An approved plan is published."}},
            "each look is recorded": {},
        },
    )
    terms, plans = permissions.page(access, {"schools.plans": {"can_x": "Nobody."}}).split("## schools.plans")
    assert "| route | officer | principal |" in plans and "| `bureaus:open_term` | ● |   |" in terms
    assert plans.index("| `schools:edit_plan` | ● | ● |") < plans.index("| `schools:submit_plan` |   | ● |")
    assert "| `schools:submit_plan` (after its term) | ● |   |" in plans
    assert "| open to everyone | why |" in plans and "each look is recorded" not in plans
    assert "| `schools:show_public_plan` | An approved plan is published. |" in plans
    assert "| `can_x` | Nobody. |" in plans and "| permission |" not in terms


def test_docstrings_of_permissions_are_read_without_importing(tmp_path):
    (tmp_path / "schools" / "plans").mkdir(parents=True)
    (tmp_path / "schools" / "plans" / "permissions.py").write_text(MODULE, encoding="utf-8")
    policies = permissions.read_policies(tmp_path)
    promise = "The school's own administrator or principal, while the plan is a draft | or returned."
    assert policies == {"schools.plans": {"can_submit_plan": promise}}
    assert "draft \\| or returned" in permissions.functions(policies["schools.plans"])


def test_no_floor_is_overlooked():
    policies = permissions.read_policies()
    assert len(policies) > 15
    assert "can_submit_plan" in policies["schools.plans"] and "can_take_roll" in policies["enrollment.attendance"]


def test_the_tables_of_every_app_are_collected():
    access = permissions.read_access()
    assert len(access.routes) > 15 and "guardian" in access.people
    assert (
        "schools:submit_plan" in access.routes["schools.plans"]
        and "health" in access.reasons["open to everyone"]["afterschool"]
    )
