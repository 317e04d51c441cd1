"""Charts as numbers: a view builds a Chart, components/chart.html draws it as SVG with its table behind.

The SVG prints and reads without JavaScript; with it, static/js/afterschool.js lets ECharts draw the same numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Number = int | float | Decimal
WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 16, 22, 44


@dataclass(frozen=True)
class Series:
    name: str
    values: Sequence[Number | None]


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    center: float
    label: str


@dataclass(frozen=True)
class Tick:
    position: float
    label: str


@dataclass(frozen=True)
class Drawn:
    """One series as geometry."""

    name: str
    index: int
    bars: Sequence[Bar] = ()
    points: str = ""
    dots: Sequence[Bar] = ()


@dataclass(frozen=True)
class Chart:
    kind: str  # bar or line
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    target: Number | None = None
    top: Number | None = None  # the axis ends here; by default a round number above the largest value
    identity: str = "chart"  # tells two charts of one page apart

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def height(self) -> int:
        return HEIGHT

    @property
    def left(self) -> int:
        return LEFT

    @property
    def right(self) -> int:
        return WIDTH - RIGHT

    @property
    def ground(self) -> int:
        return HEIGHT - BOTTOM

    @property
    def ceiling(self) -> float:
        """Where the axis ends."""
        if self.top is not None:
            return float(self.top)
        values = [float(v) for s in self.series for v in s.values if v is not None]
        return round_up(max([*values, float(self.target or 0), 1.0]))

    def level(self, value: Number) -> float:
        share = min(max(float(value) / self.ceiling, 0), 1)
        return round(self.ground - share * (self.ground - TOP), 1)

    @property
    def target_level(self) -> float | None:
        return None if self.target is None else self.level(self.target)

    @property
    def rows(self) -> list[tuple[str, list[Number | None]]]:
        """The table behind the picture."""
        return [(label, [s.values[i] for s in self.series]) for i, label in enumerate(self.labels)]

    @property
    def value_ticks(self) -> list[Tick]:
        return [Tick(self.level(self.ceiling * i / 4), shown(self.ceiling * i / 4)) for i in range(5)]

    @property
    def label_ticks(self) -> list[Tick]:
        """Labels of the horizontal axis, thinned so that they do not run into each other."""
        every = max(1, -(-len(self.labels) * longest(self.labels) // 52))
        return [Tick(self.middle(i), label) for i, label in enumerate(self.labels) if i % every == 0]

    @property
    def slot(self) -> float:
        return (self.right - LEFT) / max(len(self.labels), 1)

    def middle(self, position: int) -> float:
        return round(LEFT + self.slot * (position + 0.5), 1)

    @property
    def drawn(self) -> list[Drawn]:
        draw = self.draw_bars if self.kind == "bar" else self.draw_line
        return [draw(index, series) for index, series in enumerate(self.series)]

    def draw_bars(self, index: int, series: Series) -> Drawn:
        width = min(self.slot * 0.7 / len(self.series), 44)
        first = -width * len(self.series) / 2
        bars = []
        for i, value in enumerate(series.values):
            if value is not None:
                x, y = self.middle(i) + first + width * index, self.level(value)
                bars.append(
                    Bar(
                        round(x, 1),
                        y,
                        round(width - 2, 1),
                        round(self.ground - y, 1),
                        round(x + width / 2, 1),
                        shown(value),
                    )
                )
        return Drawn(series.name, index, bars=bars)

    def draw_line(self, index: int, series: Series) -> Drawn:
        dots = [
            Bar(self.middle(i), self.level(v), 0, 0, self.middle(i), shown(v))
            for i, v in enumerate(series.values)
            if v is not None
        ]
        return Drawn(series.name, index, points=" ".join(f"{d.x},{d.y}" for d in dots), dots=dots)

    @property
    def data_id(self) -> str:
        return f"{self.identity}-data"

    @property
    def data(self) -> dict:
        """What the browser's chart library gets."""
        return {
            "kind": self.kind,
            "labels": list(self.labels),
            "unit": self.unit,
            "target": None if self.target is None else float(self.target),
            "top": self.ceiling,
            "series": [
                {"name": s.name, "values": [None if v is None else float(v) for v in s.values]} for s in self.series
            ],
        }


def round_up(value: float) -> float:
    """The next 1, 2, 4, 5 or 10 times a power of ten."""
    power = 10 ** (len(str(int(value))) - 1)
    return next(float(step * power) for step in (1, 2, 4, 5, 6, 8, 10, 20) if step * power >= value)


def shown(value: Number) -> str:
    return f"{float(value):,.1f}".rstrip("0").rstrip(".") if float(value) % 1 else f"{int(value):,}"


def longest(labels: Sequence[str]) -> int:
    return max((len(label) for label in labels), default=1) + 1
