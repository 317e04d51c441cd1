"""One Chinese term, one identifier; every model, role and verb of the house stands in docs/glossary.md."""

from collections import Counter

import pytest
from django.apps import apps

from afterschool.documentation import glossary

HOUSE = (
    "audit",
    "bureaus",
    "accounts",
    "providers",
    "schools",
    "enrollment",
    "billing",
    "rectification",
)


@pytest.fixture(scope="module")
def terms():
    return glossary.read_terms(glossary.GLOSSARY.read_text(encoding="utf-8"))


def models_of_the_house():
    return [model for app in HOUSE if apps.is_installed(app) for model in apps.get_app_config(app).get_models()]


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


def test_model_names_become_identifiers():
    assert glossary.identifier_of_model("ServicePlan") == "service_plan"
