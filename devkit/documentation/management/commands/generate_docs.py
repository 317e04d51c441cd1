"""`./dev docs`: writes the pages of docs/ that come from the code."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from devkit.documentation import pages


class Command(BaseCommand):
    help = "Writes the generated pages of docs/; with --check only says which are stale. Needs no database."
    requires_system_checks = ()  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a page is stale")
        parser.add_argument("--into", type=Path, default=pages.FOLDER, help="the folder to write into")

    def handle(self, *, check: bool, into: Path, **options: Any) -> None:
        texts = {into / name: write() for name, write in pages.PAGES.items()}
        stale = [path for path, text in texts.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
        if check and stale:
            raise CommandError(f"Stale, run ./dev docs: {', '.join(path.name for path in stale)}")
        for path in stale:
            path.write_text(texts[path], encoding="utf-8")
            self.stdout.write(f"wrote {path.name}")
