"""The menus: by role, in one order, and every entry leads somewhere."""

import pytest
from django.urls import reverse

from afterschool.pages import navigation
from audit.roles import Role


@pytest.mark.parametrize("entry", navigation.entries(), ids=lambda entry: entry.url_name)
def test_an_entry_leads_somewhere(entry):
    assert reverse(entry.url_name, kwargs={"bureau_code": "150802"})
    assert entry.group in navigation.GROUPS
    assert set(entry.roles) <= set(Role)


@pytest.mark.parametrize("role", [*Role, "guardian"])
def test_nobody_is_led_to_a_closed_door(world, role):
    """Each entry of a person's menu opens for that person."""
    client = world.linhe.client(role)
    place = navigation.FAMILY if role == "guardian" else navigation.DESK
    entries = [e for e in navigation.entries() if e.place == place and (not e.roles or role in e.roles)]
    answers = {e.url_name: client.get(world.linhe.url(e.url_name)).status_code for e in entries}
    assert {name: status for name, status in answers.items() if status != 200} == {}


def test_the_menu_marks_where_one_is_and_keeps_groups_together(world):
    page = world.linhe.client(Role.OFFICER).get(world.linhe.url("bureaus:list_policies"))
    links = navigation.links(page.wsgi_request, navigation.DESK)
    assert [link.label for link in links if link.current] == ["政策"]
    groups = [link.group for link in links]
    assert sorted(groups, key=navigation.GROUPS.index) == groups
