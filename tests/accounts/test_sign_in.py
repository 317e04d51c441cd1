"""工作人员登录: password, lock-out, where it leads, signing out."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts import services
from audit.roles import Role
from tests.world import PASSWORD

SIGN_IN = reverse("accounts:sign_in")


def sign_in(client: Client, username: str, password: str = PASSWORD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


@pytest.fixture
def client(world) -> Client:
    return Client()


def test_staff_sign_in_and_reach_their_desk(client, world):
    answer = sign_in(client, "150802-officer")
    assert answer.status_code == 302
    assert answer.url == reverse("accounts:start")
    assert client.get(answer.url).url == "/150802/"


def test_a_page_on_the_way_is_kept(client, world):
    answer = sign_in(client, "150802-officer", next="/150802/schools/")
    assert answer.url == "/150802/schools/"


@pytest.mark.parametrize("foreign", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client, foreign):
    assert sign_in(client, "150802-officer", next=foreign).url == reverse("accounts:start")


@pytest.mark.parametrize(("username", "password"), [("150802-officer", "wrong-password"), ("nobody-here", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_read_the_same(client, username, password):
    answer = sign_in(client, username, password)
    assert answer.status_code == 200
    assert "用户名或密码不正确" in answer.text
    assert f'value="{username}"' in answer.text
    assert password not in answer.text


def test_a_person_who_left_cannot_sign_in(client, world):
    user = world.linhe.users[Role.OFFICER]
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert "用户名或密码不正确" in sign_in(client, user.username).text


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(client):
    for _ in range(5):
        answer = sign_in(client, "150802-officer", "wrong-password")
    assert answer.status_code == 429
    locked = sign_in(client, "150802-officer")
    assert locked.status_code == 429
    assert "15 分钟后再试" in locked.text
    assert sign_in(client, "150802-approver").status_code == 302


def test_the_session_key_changes_at_sign_in(client):
    session = client.session
    session["before"] = "kept"
    session.save()
    client.cookies["sessionid"] = session.session_key
    sign_in(client, "150802-officer")
    assert client.cookies["sessionid"].value != session.session_key


def test_an_initial_password_leads_to_changing_it(client, world):
    user = world.linhe.users[Role.CASHIER]
    user.must_change_password = True
    user.save(update_fields=["must_change_password"])
    answer = sign_in(client, user.username)
    assert answer.url == reverse("accounts:change_password")
    assert "初始密码" in client.get(answer.url).text


def test_whoever_needs_a_second_factor_does_not_get_past_the_password(client, monkeypatch):
    monkeypatch.setattr(services, "needs_second_factor", lambda user: True)
    answer = sign_in(client, "150802-officer")
    assert answer.status_code == 403
    assert client.get(reverse("accounts:show_profile")).status_code == 302


def test_signing_out_ends_the_session(client):
    sign_in(client, "150802-officer")
    assert client.post(reverse("accounts:sign_out")).url == reverse("accounts:show_landing")
    assert client.get(reverse("accounts:show_profile")).url.startswith(SIGN_IN)


def test_signing_out_is_never_a_link(client):
    assert client.get(reverse("accounts:sign_out")).status_code == 405


def test_a_page_of_a_bureau_asks_strangers_to_sign_in(client):
    answer = client.get(reverse("family:show_profile", kwargs={"bureau_code": "150802"}))
    assert answer.url == "/150802/family/sign-in/?next=/150802/family/profile/"


def test_the_landing_page_names_the_counties_and_both_doors(client, world):
    page = client.get(reverse("accounts:show_landing")).text
    assert "工作人员登录" in page
    assert "/150802/family/sign-in/" in page
    assert "/350524/family/sign-in/" in page
    assert "巴彦淖尔市教育局" not in page
