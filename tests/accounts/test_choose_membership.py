"""切换任职: one person, several roles, several bureaus; each request acts in exactly one."""

import pytest
from django.urls import reverse

from accounts.models.user import Membership
from accounts.services import CHOSEN_KEY
from audit.roles import Role

CHOOSE = reverse("accounts:choose_membership")


@pytest.fixture
def second_role(world) -> Membership:
    """The officer of 临河区 is also an inspector of 安溪县."""
    county = world.anxi
    officer = world.linhe.users[Role.OFFICER]
    return Membership.objects.of(county.bureau.pk).create(user=officer, role=Role.INSPECTOR)


def test_a_person_chooses_among_all_their_memberships(world, second_role):
    client = world.linhe.client(Role.OFFICER)
    page = client.get(CHOOSE).text
    assert "临河区教育局" in page
    assert "安溪县教育局" in page
    answer = client.post(CHOOSE, {"membership": second_role.pk})
    assert answer.url == "/350524/"
    assert client.session[CHOSEN_KEY]["350524"] == second_role.pk


def test_choosing_in_one_bureau_leaves_the_other_as_it_was(world, second_role):
    client = world.linhe.client(Role.OFFICER)
    client.post(CHOOSE, {"membership": second_role.pk})
    assert client.session[CHOSEN_KEY]["150802"] == world.linhe.people[Role.OFFICER].pk


def test_somebody_elses_membership_is_refused(world):
    client = world.linhe.client(Role.TEACHER)
    answer = client.post(CHOOSE, {"membership": world.linhe.people[Role.OFFICER].pk})
    assert answer.status_code == 403
    assert "这不是您的任职" in answer.text


def test_a_membership_that_ended_is_refused(world, second_role):
    second_role.is_active = False
    second_role.save(update_fields=["is_active"])
    client = world.linhe.client(Role.OFFICER)
    assert client.post(CHOOSE, {"membership": second_role.pk}).status_code == 403


@pytest.mark.parametrize("number", ["", "abc", "9" * 40, "-1"])
def test_a_made_up_number_is_not_found(world, number):
    assert world.linhe.client(Role.OFFICER).post(CHOOSE, {"membership": number}).status_code == 404


def test_without_a_membership_the_page_says_what_to_do(world):
    membership = world.linhe.people[Role.TEACHER]
    membership.is_active = False
    membership.save(update_fields=["is_active"])
    assert "请本单位管理员为您添加任职" in world.linhe.client(Role.TEACHER).get(CHOOSE).text


def test_another_county_does_not_exist_for_them(world):
    url = world.anxi.url("family:show_profile").replace("/family/profile/", "/schools/")
    assert world.linhe.client(Role.OFFICER).get(url).status_code == 404


def test_several_memberships_start_at_the_choice(world, second_role):
    client = world.linhe.client(Role.OFFICER)
    assert client.get(reverse("accounts:start")).url == CHOOSE


def test_strangers_are_asked_to_sign_in(world, client):
    assert client.get(CHOOSE).url == f"{reverse('accounts:sign_in')}?next={CHOOSE}"
