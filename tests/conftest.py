"""The suite runs as the application role: what row-level security hides in production is hidden here too."""

from collections.abc import Iterator

import hypothesis
import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.db import connections, transaction
from django.db.models.signals import post_migrate

from afterschool import environment
from afterschool.tenancy import scopes
from afterschool.tenancy.walls import build_walls
from audit.roles import Role
from bureaus.tree.tasks import order_in_every_county
from tests.desk import MONDAY
from tests.stage import Stage, build_stage
from tests.undefined import UndefinedVariable
from tests.world import County, World, build_county

# A busy machine is no fault of the code: examples are judged by their result, not by their speed.
hypothesis.settings.register_profile(
    "honest", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], derandomize=True
)
hypothesis.settings.load_profile("honest")
pytest_plugins = ["tests.requirements_plugin"]


def _connect_as(url: str) -> None:
    user = environment.database(url)
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict.update(USER=user["USER"], PASSWORD=user["PASSWORD"])


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_xdist_suffix):
    from django.conf import settings

    _connect_as(settings.OWNER_DATABASE_URL)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Created and dropped by the owner, used by the application; TRUNCATE only for TransactionTestCase."""
    from django.conf import settings

    with django_db_blocker.unblock():
        with connections["default"].cursor() as cursor:
            cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {settings.APP_ROLE}")
        _connect_as(settings.APP_DATABASE_URL)
    # The walls stand now; only their owner may build them again, which a test that empties all tables would ask for.
    post_migrate.disconnect(build_walls, sender=apps.get_app_config("afterschool"))
    yield
    with django_db_blocker.unblock():
        _connect_as(settings.OWNER_DATABASE_URL)


@pytest.fixture(autouse=True)
def undefined_variables_fail():
    from django.template import engines

    engines["django"].engine.string_if_invalid = UndefinedVariable("%s")


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def private_root(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture
def world(db) -> World:
    """Two counties, one person per role; the test itself may look into both."""
    built = World.build()
    with scopes.bureau_scope(*built.bureau_ids):
        yield built


@pytest.fixture
def qilin(db) -> Iterator[County]:
    """麒麟区 under the draft that its prefecture adopted: where the rows of 曲靖 are proved."""
    county = build_county("530302", "qujing_2020_draft")
    with scopes.bureau_scope(county.bureau.pk):
        county.join("class_committee", Role.COMMITTEE_MEMBER, school_class=county.school_class)
        yield county


@pytest.fixture
def shahe(db) -> Iterator[County]:
    """沙河市 as its reply describes it: where the rows of 沙河 are proved."""
    county = build_county("130582", "shahe_2021")
    with scopes.bureau_scope(county.bureau.pk):
        yield county


@pytest.fixture
def by_the_clock(django_capture_on_commit_callbacks):
    """What the beat orders in every county, and what the worker then does."""

    def beat(kind: str, **payload: str) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            order_in_every_county(kind, **payload)

    return beat


@pytest.fixture(scope="module")
def built_stage(django_db_setup, django_db_blocker, tmp_path_factory):
    """One row of each kind (tests/stage.py), built once for a module that only looks, and taken back at its end."""
    from django.conf import settings

    kept, settings.PRIVATE_ROOT = settings.PRIVATE_ROOT, tmp_path_factory.mktemp("private")
    with django_db_blocker.unblock(), time_machine.travel(MONDAY, tick=False) as clock, transaction.atomic():
        yield build_stage(settings.PRIVATE_ROOT, clock.move_to)
        transaction.set_rollback(True)
    settings.PRIVATE_ROOT = kept


@pytest.fixture
def stage(built_stage, private_root, settings) -> Stage:
    settings.PRIVATE_ROOT = built_stage.files
    return built_stage
