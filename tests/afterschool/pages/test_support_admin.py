"""The operator's admin: read-only, one chosen bureau at a time, no child."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client

from accounts.models.user import User
from audit.workflow import record
from enrollment.attendance.models import Attendance
from schools.families.models import Guardianship
from schools.pupils.models import Student

NAMES_CHILDREN = {
    Student,
    Guardianship,
    Attendance,
    *(m for m in apps.get_models() if m._meta.app_label.startswith("billing_")),
} - {apps.get_model("billing_standards", "FeeStandard")}


@pytest.fixture
def operator(world) -> Client:
    user = User.objects.create_superuser("operator", password="x", name="平台运维", is_staff=True)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def choose(operator, bureau):
    return operator.post("/admin/bureaus_tree/bureau/", {"action": "support", "_selected_action": [bureau.pk]})


def test_nothing_of_a_bureau_shows_before_one_is_chosen(world, operator):
    assert "2021年秋季学期" not in operator.get("/admin/bureaus_terms/term/").content.decode()


def test_the_chosen_bureau_shows_and_no_other(world, operator):
    record("test.linhe", world.linhe.school, by=world.linhe.actor("officer"))
    record("test.anxi", world.anxi.school, by=world.anxi.actor("officer"))
    choose(operator, world.linhe.bureau)
    page = operator.get("/admin/audit/entry/").content.decode()
    assert "test.linhe" in page and "test.anxi" not in page
    choose(operator, world.anxi.bureau)
    page = operator.get("/admin/audit/entry/").content.decode()
    assert "test.anxi" in page and "test.linhe" not in page


@pytest.mark.parametrize("name", sorted(f"{m._meta.app_label}/{m._meta.model_name}" for m in admin.site._registry))
def test_every_list_opens_and_none_can_be_written(world, operator, name):
    choose(operator, world.linhe.bureau)
    assert operator.get(f"/admin/{name}/").status_code == 200
    assert operator.get(f"/admin/{name}/add/").status_code == 403


def test_no_table_that_names_a_child_is_registered():
    assert not NAMES_CHILDREN & set(admin.site._registry)


def test_staff_of_a_bureau_do_not_get_in(world):
    assert world.linhe.client("officer").get("/admin/bureaus_terms/term/").status_code == 302
