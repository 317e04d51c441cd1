"""One page of a real Chromium at one size: opens an address as somebody, says what is wrong there, takes a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from tests import chromium
from tests.look.studio import Answer, Studio

HOME = "http://localhost"  # to a browser as good as https; nothing listens there
MEASURES = (Path(__file__).parent / "measures.js").read_text(encoding="utf-8")
AXE = Path(settings.BASE_DIR) / ".local" / "tools" / "axe.min.js"  # put there by devkit/assets.py
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = """async (tags) => (await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]}))
    .violations.flatMap(({id, help, nodes}) => nodes.map((node) => ({what: `axe ${id}`, where: node.target.flat().join(" "), detail: help})))"""
EVERYWHERE = ["sideways", "cut", "spills", "overlaps", "covered"]
FOR_FINGERS = ["small", "inner"]  # family pages and the roll
NOTHING = Answer(200, {}, b"")
USUAL_FONT = 16  # pixels, in the settings of a browser that nobody has touched


@dataclass(frozen=True)
class Size:
    """A screen, and the reader's own font size in the browser's settings: twice the text is WCAG 1.4.4."""

    name: str
    width: int
    height: int
    font: int = USUAL_FONT


SIZES = {size.name: size for size in (Size("375", 375, 740), Size("1280", 1280, 900), Size("200", 1280, 900, font=32))}


@dataclass(frozen=True)
class Fault:
    what: str
    where: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.what}: {self.where} {self.detail}".strip()


@dataclass
class Lens:
    """One page of the browser at one size."""

    page: Page
    size: Size
    answer: Answer = NOTHING
    client: Client = field(default_factory=Client)
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str, answer: Answer, client: Client) -> None:
        """Shows this answer at its address; what the page asks for beyond it is answered for the same person."""
        self.complaints.clear()
        self.answer, self.client = answer, client
        self.page.goto(HOME + address, wait_until="load")

    def faults(self, picture: Path | None = None) -> list[Fault]:
        """As the page comes, when its picture is taken, and once more with everything on it that opens, opened."""
        measures = EVERYWHERE + (FOR_FINGERS if self.page.locator("body.family").count() else [])
        found = [Fault("console error", "", text) for text in self.complaints]
        self.page.evaluate(MEASURES)
        if self.size.font != USUAL_FONT:
            measures = [*measures, "grown"]
        found += self._measured(measures)
        if picture:
            picture.parent.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=picture, full_page=True, animations="disabled")
        self.page.evaluate("look.open()")
        found += self._measured(measures)
        found += self._axe()
        return list(dict.fromkeys(found))

    def _measured(self, measures: list[str]) -> list[Fault]:
        rows = self.page.evaluate("(names) => look.measure(names)", measures)
        return [Fault(**row) for row in rows]

    def _axe(self) -> list[Fault]:
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        return [Fault(**row) for row in self.page.evaluate(RUN_AXE, AXE_RULES)]


@contextmanager
def lenses(studio: Studio, sizes: Iterable[Size]) -> Iterator[dict[str, Lens]]:
    """One for each size, by its name; a browser for each font."""
    sizes = list(sizes)
    with studio.holding(chromium.launching) as launch:
        browsers = {
            font: studio.while_answering(launch, f"--blink-settings=defaultFontSize={font}")
            for font in sorted({size.font for size in sizes})
        }
        yield {size.name: studio.while_answering(lens, browsers[size.font], size, studio.ask) for size in sizes}
        for browser in browsers.values():
            studio.while_answering(browser.close)


def lens(browser: Browser, size: Size, ask: Callable[[Client, str], Answer]) -> Lens:
    """A page of its own, which closes with the browser."""
    context = browser.new_context(
        viewport={"width": size.width, "height": size.height}, locale="zh-CN", has_touch=size.width < 400
    )
    seeing = Lens(context.new_page(), size)

    def is_complaint(line: ConsoleMessage) -> bool:
        """The browser also complains of a page that is refused on purpose: its status is judged elsewhere."""
        is_of_the_page = line.location["url"] == seeing.page.url and seeing.answer.status >= 400
        return line.type == "error" and not is_of_the_page

    def fulfill(route: Route) -> None:
        is_page = route.request.is_navigation_request()
        answer = seeing.answer if is_page else ask(seeing.client, route.request.url.removeprefix(HOME))
        route.fulfill(status=answer.status, headers=answer.headers, body=answer.body)

    seeing.page.route("**/*", fulfill)
    seeing.page.on("console", lambda line: seeing.complaints.append(line.text) if is_complaint(line) else None)
    seeing.page.on("pageerror", lambda error: seeing.complaints.append(str(error)))
    return seeing
