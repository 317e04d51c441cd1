"""The plan other apps' tests start from."""

from schools.plans.models import Activity, ServicePlan


def test_the_county_has_an_approved_plan(world):
    plan = world.linhe.approved_plan()
    assert ServicePlan.objects.of(world.linhe.bureau.pk).approved().get() == plan
    assert Activity.objects.visible_to(world.linhe.actor("guardian")).count() == 4
    assert not Activity.objects.visible_to(world.anxi.actor("guardian")).exists()
