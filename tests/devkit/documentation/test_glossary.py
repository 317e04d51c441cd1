"""One Chinese term, one identifier; every model, role and verb of the house stands in docs/glossary.md."""

import ast
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from devkit.documentation import glossary

ROOT = Path(__file__).resolve().parents[3]
HOUSE = tuple(settings.FLOORS)


@pytest.fixture(scope="module")
def terms():
    return glossary.read_terms(glossary.GLOSSARY.read_text(encoding="utf-8"))


def models_of_the_house():
    return [model for app in HOUSE for model in apps.get_app_config(app.replace(".", "_")).get_models()]


def services_of_the_house():
    """Names of the public functions that act `by` somebody."""
    paths = [
        path
        for app in HOUSE
        for path in [
            ROOT / app.replace(".", "/") / "services.py",
            *(ROOT / app.replace(".", "/") / "services").glob("*.py"),
        ]
    ]
    paths = [path for path in paths if path.exists()]
    assert len(paths) > 20, "the services moved, and nobody looks at them"
    modules = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    functions = [node for module in modules for node in module.body if isinstance(node, ast.FunctionDef)]
    acting = [function for function in functions if "by" in {argument.arg for argument in function.args.kwonlyargs}]
    return sorted({function.name for function in acting if not function.name.startswith("_")})


@pytest.mark.parametrize("column", [0, 1], ids=["term", "identifier"])
def test_no_word_has_two_meanings(terms, column):
    counted = Counter(row[column] for row in terms)
    assert [word for word, times in counted.items() if times > 1] == []


def test_every_model_stands_in_the_glossary_under_its_chinese_name(terms):
    missing = [
        f"| {model._meta.verbose_name} | `{glossary.identifier_of_model(model.__name__)}` |"
        for model in models_of_the_house()
        if (model._meta.verbose_name, glossary.identifier_of_model(model.__name__)) not in terms
    ]
    assert missing == []


def test_every_service_begins_with_a_verb_of_the_glossary():
    text = glossary.GLOSSARY.read_text(encoding="utf-8")
    verbs = [identifier for _, identifier in glossary.read_terms(text[text.index("## Verbs") :])]
    strange = [name for name in services_of_the_house() if not name.startswith(tuple(f"{verb}_" for verb in verbs))]
    assert strange == []


def test_model_names_become_identifiers():
    assert glossary.identifier_of_model("ServicePlan") == "service_plan"
