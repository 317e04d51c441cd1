"""docs/floors.md and docs/images/floors.svg: the apps of the house on their floors, from settings.FLOORS and the apps themselves."""

from collections.abc import Sequence
from html import escape

from django.apps import AppConfig, apps
from django.conf import settings

HEAD = """\
# Floors

Written by `./dev docs` from `settings.FLOORS` and the apps. Not edited by hand.

Each app is one family of aggregates and stands on a floor: it imports only from the floors below it (pyproject.toml, checked with every
room named). A foreign key upward is a string; news upward is an event. Top first:

![The apps of the house on their floors.](images/floors.svg)

| floor | app | what it owns | models |
| --: | --- | --- | --- |
"""
AREAS = {  # area → the color of its apps in the picture
    "afterschool": "#475569",
    "audit": "#334155",
    "bureaus": "#1e3a5f",
    "accounts": "#3f3f46",
    "schools": "#166534",
    "providers": "#92400e",
    "enrollment": "#0e7490",
    "billing": "#6b21a8",
    "rectification": "#9f1239",
}
WIDTH, ROW, TOP = 1120, 30, 56


def floors() -> list[AppConfig]:
    """The apps, top first."""
    return [apps.get_app_config(name.replace(".", "_")) for name in reversed(settings.FLOORS)]


def owns(config: AppConfig) -> str:
    """The sentence of an app: the docstring of its AppConfig."""
    return " ".join((type(config).__doc__ or "").split())


def page() -> str:
    """The table, top floor first."""
    configs = floors()
    return HEAD + "".join(_row(len(configs) - place, config) for place, config in enumerate(configs))


def _row(floor: int, config: AppConfig) -> str:
    models = "、".join(f"{model._meta.verbose_name} `{model.__name__}`" for model in config.get_models())
    return f"| {floor} | `{config.name}` | {owns(config)} | {models or '–'} |\n"


def picture() -> str:
    """The same as a picture: one bar an app, its area by color and by a column of its own."""
    configs = floors()
    height = TOP + ROW * len(configs) + 24
    bars = "".join(_bar(place, config) for place, config in enumerate(configs))
    return "\n".join([*_frame(height), bars + "</svg>", ""])


def _frame(height: int) -> Sequence[str]:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title desc" '
        "font-family=\"'Noto Sans', 'Helvetica Neue', Arial, 'Noto Sans CJK SC', sans-serif\" font-size=\"13\">",
        '<title id="title">Floors</title>',
        '<desc id="desc">The apps of the house, one above the other; each imports only from those below it.</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="24" y="32" font-size="15" font-weight="600" fill="#0f172a">The house: {len(settings.FLOORS)} apps on their '
        "floors. Imports go down, foreign keys upward are strings, news upward is an event.</text>",
    )


def _bar(place: int, config: AppConfig) -> str:
    y, area = TOP + place * ROW, config.name.partition(".")[0]
    x = 24 + 20 * list(AREAS).index(area)
    sentence = f'<text x="480" y="{y + 19}" fill="#334155">{escape(owns(config))}</text>'
    name = f'<text x="{x + 12}" y="{y + 19}" fill="#ffffff" font-weight="600">{config.name}</text>'
    return f'<rect x="{x}" y="{y}" width="230" height="{ROW - 4}" rx="4" fill="{AREAS[area]}"/>{name}{sentence}\n'
