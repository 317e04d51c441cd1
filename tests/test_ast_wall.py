"""The first wall: every query says for whom. What it refuses, what it lets through, and that the product keeps to it."""

import pytest
from django.contrib.auth.models import Group

from accounts.models.user import User
from tests import ast_wall
from tests.ast_wall import ALLOWED, BY_HAND, MANAGER, RAW, RELATED, SHORTCUT, UNSCOPED

IMPORTED = "from schools.register.models import School\nfrom accounts.models.user import User\n"
WAYS_AROUND = {
    "no word about whom": ("School.objects.all()", UNSCOPED),
    "for whom, but not called": ("rows = School.objects.of", UNSCOPED),
    "a module between": ("from schools.register import models\nmodels.School.objects.count()", UNSCOPED),
    "the default manager": ("School._default_manager.all()", MANAGER),
    "the base manager": ("School._base_manager.all()", MANAGER),
    "the base manager of a row": ("school._base_manager.all()", MANAGER),
    "a manager out of _meta": ("School._meta.default_manager.all()", MANAGER),
    "any manager out of _meta": ("School._meta.managers[0].all()", MANAGER),
    "a model by its name": ("apps.get_model('schools_register', 'School').objects.all()", UNSCOPED),
    "a model by its name, kept": (
        "Found = apps.get_model('schools_register', 'School')\nFound.objects.all()",
        UNSCOPED,
    ),
    "every model": ("for model in apps.get_models():\n    model.objects.count()", UNSCOPED),
    "a manager by its name": ("getattr(School, 'objects').all()", MANAGER),
    "a manager by its name, in a chain": ("attrgetter('objects.all')(School)()", MANAGER),
    "a manager by its name, in the class": ("vars(School)['objects'].all()", MANAGER),
    "an alias": ("S = School\nS.objects.all()", UNSCOPED),
    "an alias of the import": (
        "from schools.register.models import School as Holiday\nHoliday.objects.all()",
        UNSCOPED,
    ),
    "an alias under the name of a shared model": ("User = School\nUser.objects.all()", UNSCOPED),
    "a parameter under the name of a shared model": ("def f(User):\n    return User.objects.all()", UNSCOPED),
    "the manager kept": ("rows = School.objects\nrows.all()", UNSCOPED),
    "the class of a row": ("type(school).objects.all()", UNSCOPED),
    "the class of a row, the other way": ("school.__class__.objects.all()", UNSCOPED),
    "over a relation to the model behind it": ("school.classes.model.objects.all()", UNSCOPED),
    "over a relation in _meta": ("School._meta.get_field('classes').related_model.objects.all()", UNSCOPED),
    "a related manager behind another relation": ("student.school.students.all()", RELATED),
    "a related manager of a row out of another": ("school.students.first().guardianships.count()", RELATED),
    "a related manager behind another relation, kept": ("rows = self.plan.school.plans", RELATED),
    "a QuerySet made by hand": ("SchoolQuerySet(School).all()", BY_HAND),
    "a QuerySet of Django's": ("models.QuerySet(model=School).all()", BY_HAND),
    "a QuerySet under another name": ("from django.db.models import QuerySet as Rows\nRows(School).all()", BY_HAND),
    "a manager made by hand": ("rows = TenantManager()\nrows.model = School\nrows.all()", BY_HAND),
    "the shortcut under another name": (
        "from django.shortcuts import get_object_or_404 as row_or_404\nrow_or_404(School, pk=1)",
        SHORTCUT,
    ),
    "the shortcut kept": ("row_or_404 = get_object_or_404\nrow_or_404(School, pk=1)", SHORTCUT),
    "the function that takes a name, kept": ("read = getattr\nread(School, name)", MANAGER),
    "a model given to the shortcut": ("get_object_or_404(School, pk=1)", SHORTCUT),
    "the class of a row given to the shortcut": ("get_list_or_404(type(school))", SHORTCUT),
    "a cursor": ("with connection.cursor() as cursor:\n    pass", RAW),
    "a cursor by its name": ("getattr(connection, 'cursor')()", RAW),
    "a cursor of another connection": ("connections['default'].cursor()", RAW),
    "the editor of the schema": ("with connection.schema_editor() as editor:\n    editor.execute('SELECT 1')", RAW),
    "a connection of one's own": ("import psycopg2", RAW),
    "raw": ("School.objects.of(1).raw('SELECT 1')", RAW),
    "raw, kept": ("read = School.objects.of(1).raw\nread('SELECT 1')", RAW),
    "raw SQL under another name": ("from django.db.models.expressions import RawSQL as Text\nText('1', ())", RAW),
    "raw SQL in a query": ("School.objects.of(1).annotate(x=RawSQL('SELECT 1', ()))", RAW),
    "raw SQL of a module": ("School.objects.of(1).annotate(x=expressions.RawSQL('SELECT 1', ()))", RAW),
    "extra": ("School.objects.of(1).extra(where=['true'])", RAW),
}
LET_THROUGH = [
    "School.objects.of(bureau_id).filter(code='1')",
    "School.objects.visible_to(request.actor)",
    "type(school).objects.of(school.bureau_id)",
    "School.objects.none()",
    "User.objects.get(username='x')",
    "from accounts.models import user\nuser.User.objects.get(pk=1)",
    "school.classes.all()",
    "charge.payments.select_related('recorded_by')",
    "get_object_or_404(School.objects.visible_to(request.actor), pk=1)",
    "get_object_or_404(rows, pk=1)",
    "getattr(plan, name)",
]


@pytest.mark.parametrize(("source", "kind"), WAYS_AROUND.values(), ids=WAYS_AROUND.keys())
def test_a_way_around_is_seen(source: str, kind: str):
    assert kind in {offense.kind for offense in ast_wall.offenses(IMPORTED + source)}


@pytest.mark.parametrize("source", LET_THROUGH)
def test_what_says_for_whom_passes(source: str):
    assert ast_wall.offenses(IMPORTED + source) == []


def test_an_offense_names_its_line_and_what_to_write():
    (offense,) = ast_wall.offenses("\n\nSchool.objects.all()", "schools/plans/reports.py")
    assert (
        str(offense) == "schools/plans/reports.py:3: .objects must say for whom: .of(bureau_id) or .visible_to(actor)"
    )


def test_shared_are_the_models_of_no_bureau():
    shared = ast_wall.shared_models()
    assert {f"{model.__module__}.{model.__name__}" for model in (User, Group)} <= shared
    assert not any(name.startswith("schools.") for name in shared)


def test_every_query_of_the_product_says_for_whom():
    refused = [
        str(offense) for offense in ast_wall.offenses_of_the_product() if (offense.path, offense.kind) not in ALLOWED
    ]
    assert refused == []


def test_no_permission_outlives_its_reason():
    needed = {(offense.path, offense.kind) for offense in ast_wall.offenses_of_the_product()}
    assert set(ALLOWED) - needed == set()


def test_every_package_is_read_and_no_migration():
    read = {path.relative_to(ast_wall.ROOT).parts for path in ast_wall.product_modules()}
    assert len(read) > 250
    assert {"accounts", "afterschool", "bench", "devkit", "rehearsal", "schools"} <= {parts[0] for parts in read}
    assert not any("migrations" in parts for parts in read)
