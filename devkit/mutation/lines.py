"""Which lines of the product a test runs."""

from __future__ import annotations

import sys
import threading
from collections.abc import Collection
from types import FrameType, TracebackType
from typing import Any

from devkit.places import ROOT

Lines = dict[str, list[int]]  # path in the repository → numbers


class Tracer:
    """Notes every line of these files that runs inside the block, in this thread and in those started there."""

    def __init__(self, paths: Collection[str]) -> None:
        self.seen: dict[str, set[int]] = {str(ROOT / path): set() for path in paths}

    def __enter__(self) -> Tracer:
        for lines in self.seen.values():
            lines.clear()
        threading.settrace(self._call)
        sys.settrace(self._call)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]  # typeshed forgets None

    def lines(self) -> Lines:
        return {path.removeprefix(f"{ROOT}/"): sorted(lines) for path, lines in self.seen.items() if lines}

    def _call(self, frame: FrameType, event: str, argument: Any) -> Any:
        seen = self.seen.get(frame.f_code.co_filename)
        if seen is None:
            return None

        def line(frame: FrameType, event: str, argument: Any) -> Any:
            if event == "line":
                seen.add(frame.f_lineno)
            return line

        return line
