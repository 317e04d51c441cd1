"""The browser's thread and ours. The browser is driven in a thread of its own; what it asks for is answered in the thread that
holds the stage's transaction, and taken back. So the pages need no server and no second database connection."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Studio:
    """`while_answering(work, …)` runs work in the browser's thread; there, `ask(client, path)` is answered here."""

    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=1))
    _asked: SimpleQueue = field(default_factory=SimpleQueue)

    def while_answering(self, work: Callable[..., T], *arguments: object) -> T:
        done = self._thread.submit(work, *arguments)
        done.add_done_callback(lambda _: self._asked.put(None))
        while (question := self._asked.get()) is not None:
            client, path, answer = question
            try:
                answer.set_result(answer_to(client, path))
            except Exception as error:
                answer.set_exception(error)
        return done.result()

    def ask(self, client: Client, path: str) -> Answer:
        answer: Future[Answer] = Future()
        self._asked.put((client, path, answer))
        return answer.result()

    @classmethod
    @contextmanager
    def opened(cls) -> Iterator[Studio]:
        studio = cls()
        yield studio
        studio._thread.shutdown()

    @contextmanager
    def holding(self, manager: Callable[[], AbstractContextManager[T]]) -> Iterator[T]:
        """What must be entered and left in the browser's own thread."""
        held = manager()
        entered = self.while_answering(held.__enter__)
        try:
            yield entered
        finally:
            self.while_answering(held.__exit__, None, None, None)


def answer_to(client: Client, path: str) -> Answer:
    """A static file, or what the view says; what it wrote is taken back."""
    if path.startswith(settings.STATIC_URL):
        return file_of(path.removeprefix(settings.STATIC_URL).partition("?")[0])
    with transaction.atomic():
        answer = answer_of(client.get(path))
        transaction.set_rollback(True)
    return answer


@cache
def file_of(name: str) -> Answer:
    found = finders.find(name)
    if not found:
        return Answer(404, {}, b"")
    kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
    return Answer(200, {"Content-Type": kind}, Path(found).read_bytes())


def answer_of(response: HttpResponse) -> Answer:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(response.status_code, dict(response.headers), body)
