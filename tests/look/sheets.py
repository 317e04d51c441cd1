"""Contact sheets for eyes: the pictures of one app at one size side by side, under their names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SHEET_WIDTH = 1600
COLUMNS = {"375": 6, "1280": 3, "200": 3, "papers": 4}
ROWS = 3
LONGEST = 1000  # pixels of a thumbnail; an endless page is cut there, its own picture is whole
GAP, LABEL = 12, 18
GROUND, INK = "#d8dde3", "#1f2a37"


def write_sheets(pictures: list[Path], target: Path, size: str) -> None:
    """target-1.png, target-2.png and so on."""
    target.parent.mkdir(parents=True, exist_ok=True)
    on_one = COLUMNS[size] * ROWS
    for start in range(0, len(pictures), on_one):
        write_sheet(pictures[start : start + on_one], target.parent / f"{target.name}-{start // on_one + 1}.png", size)


def write_sheet(pictures: list[Path], target: Path, size: str) -> None:
    """Rows of pictures, each row as high as its highest one."""
    columns = COLUMNS[size]
    width = (SHEET_WIDTH - GAP) // columns - GAP
    rows = [
        [(picture.stem, thumbnail(picture, width)) for picture in pictures[start : start + columns]]
        for start in range(0, len(pictures), columns)
    ]
    heights = [max(image.height for _, image in row) + LABEL + GAP for row in rows]
    sheet = Image.new("RGB", (SHEET_WIDTH, sum(heights) + GAP), GROUND)
    for label, image, left, top in places(rows, heights, width):
        ImageDraw.Draw(sheet).text((left, top), label[-width // 7 :], fill=INK, font=ImageFont.load_default(13))
        sheet.paste(image, (left, top + LABEL))
    sheet.save(target)


def places(rows: list, heights: list[int], width: int) -> Iterator[tuple[str, Image.Image, int, int]]:
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        for column, (label, image) in enumerate(row):
            yield label, image, GAP + column * (width + GAP), top
        top += height


def thumbnail(picture: Path, width: int) -> Image.Image:
    with Image.open(picture) as image:
        small = image.convert("RGB").resize(
            (width, max(1, image.height * width // image.width)), Image.Resampling.LANCZOS
        )
    return small.crop((0, 0, width, min(small.height, LONGEST)))
