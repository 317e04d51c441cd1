"""The tree of bureaus, read from the cache: it is small, public and changes a few times a year."""

from django.core.cache import cache

from bureaus.tree.models import Bureau

KEY = "bureau-directory"
SECONDS = 60


def _bureaus() -> dict[str, Bureau]:
    """All bureaus by code."""
    bureaus = cache.get(KEY)
    if bureaus is None:
        bureaus = {bureau.code: bureau for bureau in Bureau.objects.all()}
        cache.set(KEY, bureaus, SECONDS)
    return bureaus


def forget() -> None:
    """Clears the cache, after the tree has changed."""
    cache.delete(KEY)


def find(code: str) -> Bureau | None:
    bureau = _bureaus().get(code)
    return bureau if bureau is not None and bureau.is_active else None


def counties() -> list[Bureau]:
    """The counties on this installation, for everybody, in the order of their codes."""
    return sorted(
        (b for b in _bureaus().values() if b.is_active and b.level == Bureau.Level.COUNTY), key=lambda b: b.code
    )


def ancestor_ids_of(bureau_ids: tuple[int, ...]) -> tuple[int, ...]:
    """The bureaus above these, without these themselves."""
    bureaus = _bureaus()
    above = {code for bureau in bureaus.values() if bureau.pk in bureau_ids for code in bureau.codes[:-1]}
    return tuple(sorted(bureaus[code].pk for code in above if code in bureaus and bureaus[code].pk not in bureau_ids))


def descendant_ids_of(bureau_id: int) -> tuple[int, ...]:
    """The bureaus below this one, without it."""
    code = get(bureau_id).code
    return tuple(sorted(bureau.pk for bureau in _bureaus().values() if code in bureau.codes[:-1]))


def get(bureau_id: int) -> Bureau:
    """One bureau by its id."""
    return next(bureau for bureau in _bureaus().values() if bureau.pk == bureau_id)
