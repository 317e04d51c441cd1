"""What the start-up checks find in a model that would open a wall."""

import pytest
from django.db import models
from django.test.utils import isolate_apps

from afterschool.tenancy import checks
from afterschool.tenancy.models import TenantManager, TenantModel, TenantQuerySet
from schools.register.models import School


class SheetQuerySet(TenantQuerySet):
    def visible_to(self, actor):
        return self.none()


class Sheet(TenantModel):
    """A model without fault, from which each test takes one thing away."""

    kind_code = "sheet"
    objects = TenantManager.from_queryset(SheetQuerySet)()

    class Meta:
        abstract = True
        app_label = "isolated"
        indexes = [models.Index(fields=["bureau"], name="%(class)s_bureau")]


def faults(**attributes: object) -> list[str]:
    values = {"__module__": __name__, "kind_code": "sheet", **attributes}
    model = type("Page", (Sheet,), values | {"Meta": type("Meta", (Sheet.Meta,), {"abstract": False})})
    return checks.tenant_faults(model)


@isolate_apps()
def test_a_good_model_has_no_fault():
    assert faults() == []


@isolate_apps()
@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({"everything": TenantManager()}, "a manager beside objects"),
        ({"objects": models.Manager()}, "does not come from a TenantQuerySet"),
        ({"objects": TenantManager()}, "does not define visible_to"),
        ({"by": models.ForeignKey("accounts.User", models.PROTECT, related_name="pages")}, "leads back to rows of all"),
        ({"school": models.ForeignKey(School, models.PROTECT, related_name="+")}, "use TenantForeignKey"),
        ({"code": models.CharField(max_length=9, unique=True)}, "would reach over all bureaus"),
        ({"kind_code": ""}, "declares no kind_code"),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
def test_each_fault_is_named(attributes, words):
    assert [fault for fault in faults(**attributes) if words in fault]


def test_a_key_that_does_not_lead_back_is_good():
    with isolate_apps():
        assert faults(by=models.ForeignKey("accounts.User", models.PROTECT, related_name="+")) == []
