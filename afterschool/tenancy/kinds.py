"""Kind codes: what stored rows call a model. A model may be renamed or moved, its code never changes."""

from functools import cache

from django.apps import apps

from afterschool.tenancy.models import TenantModel


@cache
def _by_code() -> dict[str, type[TenantModel]]:
    return {model.kind_code: model for model in apps.get_models() if issubclass(model, TenantModel)}


def model_of_kind(code: str) -> type[TenantModel] | None:
    """The model that stored rows call by this code; None for a code of something that is no more."""
    return _by_code().get(code)
