"""The generated pages: name → what writes its text. Each gives the same bytes for the same code."""

from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.utils.module_loading import autodiscover_modules

from audit.events import Event
from devkit.documentation import cases, floors, interface, permissions, proofs, requirements, states, traceability

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs"


def write_requirements() -> str:
    """docs/requirements.md"""
    proving, stating = (proofs.read_proofs(ROOT / "tests", mark) for mark in proofs.MARKS)
    return traceability.page(requirements.read_documents(), traceability.Evidence(proving, stating))


def write_cases() -> str:
    """docs/cases.md"""
    return cases.page(cases.read_cases(), proofs.read_proofs(ROOT / "tests", cases.MARK))


def write_states() -> str:
    """docs/states.md"""
    autodiscover_modules("events")
    return states.page(apps.get_models(), Event.__subclasses__())


def write_permissions() -> str:
    """docs/permissions.md"""
    return permissions.page(permissions.read_access(), permissions.read_policies())


PAGES: dict[str, Callable[[], str]] = {
    "requirements.md": write_requirements,
    "cases.md": write_cases,
    "states.md": write_states,
    "permissions.md": write_permissions,
    "floors.md": floors.page,
    "images/floors.svg": floors.picture,
    "openapi.yaml": interface.write_openapi,
}
