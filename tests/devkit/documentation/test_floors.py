"""docs/floors.md and its picture show every app of the house, in the order of the floors."""

import re

from django.conf import settings

from devkit.documentation import floors


def test_every_floor_has_a_sentence_and_stands_in_its_order():
    assert [config.name for config in floors.floors() if not floors.owns(config)] == []
    rows = re.findall(r"^\| (\d+) \| `([\w.]+)` \|", floors.page(), re.M)
    assert [name for _, name in rows] == list(reversed(settings.FLOORS))
    assert [int(number) for number, _ in rows] == list(range(len(settings.FLOORS), 0, -1))


def test_the_picture_shows_the_same():
    names = re.findall(r'font-weight="600">([a-z_.]+)</text>', floors.picture())
    assert names == list(reversed(settings.FLOORS))
