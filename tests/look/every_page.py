"""`./dev look`: every page and paper of the product, photographed and measured. Not part of the suite: it takes minutes.

A fault is one line: page and person, size, what, where. The pictures lie under .local/look/, with contact sheets for eyes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.test import Client

from tests.look import papers, sheets
from tests.look.leftovers import LEFTOVERS
from tests.look.lens import SIZES, Fault, Lens, lenses
from tests.look.scenes import long_names, scenes
from tests.look.studio import Answer, Studio
from tests.look.tour import Stop, pages, stops
from tests.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PICTURES = Path(settings.BASE_DIR) / ".local" / "look"


@pytest.fixture(scope="module", autouse=True)
def empty_folder():
    shutil.rmtree(PICTURES, ignore_errors=True)


def test_every_page(stage: Stage, asked):
    long_names(stage)
    sizes = asked("sizes").split(",")
    found: list[tuple[Stop, str, Fault]] = []
    seen_count = 0
    with Studio.opened() as studio, lenses(studio, [SIZES[name] for name in sizes]) as seeing:
        for stop, answer in islice(pages(stage, chosen(stage, asked)), asked("sample") or None):
            client, seen_count = stop.client(stage), seen_count + 1
            for size in sizes:
                faults = studio.while_answering(seen, seeing[size], stop, answer, client)
                found += [(stop, size, fault) for fault in faults]
                note(f"{stop} · {size} · {fault}" for fault in faults if not is_left(fault))
    write_sheets()
    used = [leftover for leftover in LEFTOVERS if any(leftover.covers(fault) for _, _, fault in found)]
    lines = [f"{stop} · {size} · {fault}" for stop, size, fault in found if not is_left(fault)]
    if not (asked("only") or asked("sample")) and set(sizes) == set(SIZES):
        lines += [f"no longer there: {leftover}" for leftover in LEFTOVERS if leftover not in used]
    report(f"{seen_count} pages at {len(sizes)} sizes", lines)


def test_every_paper(stage: Stage, asked):
    if asked("only") or asked("sample"):
        pytest.skip("a choice of pages")
    lines, orders = [], papers.orders(stage)
    for order in orders:
        pdf = papers.content_of(order)
        papers.draw(pdf, PICTURES / "papers" / order.kind)
        lines += [f"{order.kind} · paper · {fault}" for fault in papers.faults(pdf)]
    sheets.write_sheets(sorted((PICTURES / "papers").glob("*.png")), PICTURES / "sheets" / "papers", "papers")
    report(f"{len(orders)} papers", lines)


def chosen(stage: Stage, asked) -> list[Stop]:
    only = asked("only")
    found = [stop for stop in [*stops(stage), *scenes(stage)] if only in f"{stop.app} {stop}"]
    if asked("sample"):
        Random(asked("seed")).shuffle(found)  # noqa: S311  (a sample, not a secret)
    return found


def seen(look: Lens, stop: Stop, answer: Answer, client: Client) -> list[Fault]:
    """In the browser's thread: what is wrong with this page, and its picture."""
    look.open(stop.address, answer, client)
    faults = look.faults(PICTURES / look.size.name / stop.app / f"{stop.file}.png")
    return faults if answer.status in stop.expects else [Fault(f"answers {answer.status}", ""), *faults]


def write_sheets() -> None:
    for folder in sorted(PICTURES.glob("*/*/")):
        size, app = folder.parent.name, folder.name
        sheets.write_sheets(sorted(folder.glob("*.png")), PICTURES / "sheets" / f"{app}.{size}", size)


def note(lines: Iterable[str]) -> None:
    """Each fault as soon as it is seen, for whoever does not wait for the end."""
    with open(PICTURES / "faults.txt", "a", encoding="utf-8") as noted:
        noted.writelines(f"{line}\n" for line in lines)


def is_left(fault: Fault) -> bool:
    return any(leftover.covers(fault) for leftover in LEFTOVERS)


def report(looked_at: str, lines: list[str]) -> None:
    """What `./dev look` says last, and the faults."""
    with open(PICTURES / "result.txt", "a", encoding="utf-8") as result:
        result.write(f"{looked_at}, {len(lines) or 'no'} fault{'' if len(lines) == 1 else 's'}\n")
    if lines:
        pytest.fail("\n".join([f"{len(lines)} faults", *lines]), pytrace=False)
