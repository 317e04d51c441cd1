"""Pages that no row of the stage leads to: what is put there first, for one page alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.test import override_settings
from django.utils import timezone

from afterschool.tenancy.scopes import bureau_scope
from audit.actors import Actor
from audit.roles import Role
from providers.register import services as provider_services
from providers.register.models import BlacklistEntry, Provider
from schools.plans.models import Activity
from tests.credit_codes import CREDIT_CODE
from tests.look.tour import NOBODY, Stop
from tests.stage import Stage

REASON = "连续两周未按约定派出教师，经约谈仍未整改，家长多次反映。"


def scenes(stage: Stage) -> list[Stop]:
    return [*mistakes(stage), *style_guide(), *providers(stage)]


def mistakes(stage: Stage) -> list[Stop]:
    only_for_officers = stage.address("bureaus:open_term")
    return [
        Stop("404.html", "afterschool.pages", NOBODY, "/no/such/page/", "no such page", expects=frozenset({404})),
        Stop("403.html", "afterschool.pages", Role.TEACHER, only_for_officers, "wrong role", expects=frozenset({403})),
    ]


def style_guide() -> list[Stop]:
    return [
        Stop("show_gallery", "afterschool.pages", NOBODY, address, look, setting=for_developers)
        for address, look in (("/design/", "desk"), ("/design/?look=family", "family"))
    ]


def for_developers(stage: Stage) -> override_settings:
    return override_settings(DEBUG=True)


def providers(stage: Stage) -> list[Stop]:
    """An institution that serves two clubs, before and after it is stopped, and on the blacklist."""
    app = "providers.register"
    pages = [
        ("providers:show_provider", app, Role.OFFICER),
        ("providers:show_provider", app, Role.SCHOOL_ADMIN),
        ("schools:list_provider_activities", "schools.plans", Role.OFFICER),
        ("schools:show_plan", "schools.plans", Role.SCHOOL_ADMIN),
        ("schools:show_public_plan", "schools.plans", NOBODY),
    ]
    settings = [("in service", serving), ("suspended", suspended), ("blacklisted", blacklisted)]
    return [
        Stop(route, of_app, role, stage.address(route), scene, setting=setting)
        for scene, setting in settings
        for route, of_app, role in pages
    ]


@contextmanager
def serving(stage: Stage) -> Iterator[Provider]:
    county = stage.county
    with bureau_scope(county.bureau.pk):
        provider = Provider.objects.of(county.bureau.pk).get(credit_code=CREDIT_CODE)
        Activity.objects.of(county.bureau.pk).filter(kind="club").update(provider=provider)
    yield provider


@contextmanager
def suspended(stage: Stage) -> Iterator[None]:
    with serving(stage) as provider:
        with bureau_scope(stage.county.bureau.pk):
            provider_services.suspend_provider(provider=provider, reason=REASON, by=stage.county.actor(Role.OFFICER))
        yield


@contextmanager
def blacklisted(stage: Stage) -> Iterator[None]:
    bureau, today = stage.county.bureau, timezone.localdate()
    with serving(stage) as provider:
        with bureau_scope(bureau.pk):
            BlacklistEntry.objects.of(bureau.pk).create(
                credit_code=provider.credit_code,
                name=provider.name,
                reason=REASON,
                proposed_by_code=bureau.code,
                starts_on=today,
                ends_on=today + timedelta(days=3 * 365),
            )
            provider_services.follow_blacklist(bureau_id=bureau.pk, by=Actor.system(bureau.pk))
        yield


def long_names(stage: Stage) -> None:
    """Names as long as they come: what fits with them fits with all."""
    bureau_id = stage.county.bureau.pk
    with bureau_scope(bureau_id):
        stage.county.school.name = "临河区示例民族团结进步教育实验学校附属第二小学（东校区）"
        stage.county.school.save(update_fields=["name"])
        Provider.objects.of(bureau_id).update(
            name="示例市青少年体育文化艺术发展促进中心有限责任公司第三分公司",
            services="书法、国画、篮球、机器人编程、非洲鼓",
        )
        for number, student in enumerate(stage.county.students):
            student.name = ("阿依努尔·买买提明示例", "示例欧阳诗琪", "样本丙")[number]
            student.save(update_fields=["name"])
        Activity.objects.of(bureau_id).filter(name="篮球社").update(
            name="少年宫示例篮球运动与身体素质综合训练社团（提高班）"
        )
