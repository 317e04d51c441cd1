"""What the two import commands share: the bureau, the file, the closing line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError, CommandParser

from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.errors import RuleViolation
from audit.actors import Actor
from bureaus.tree import reports as directory
from schools.imports import services

LISTED_PROBLEMS = 50
Job = Callable[[SimpleUploadedFile, Actor], services.ImportPreview]


class ImportCommand(BaseCommand):
    """Reads one file for one bureau: `--check` only says what would happen."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bureau", help="six-digit division code")
        self.add_place(parser)
        parser.add_argument("file", type=Path, help="XLSX or CSV, headings in the first line")
        parser.add_argument("--check", action="store_true", help="only check, write nothing")

    def add_place(self, parser: CommandParser) -> None:
        """Further arguments before the file."""

    def job(self, options: dict[str, Any], by: Actor) -> Job:
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        bureau = directory.find(options["bureau"])
        if bureau is None:
            raise CommandError(f"没有这个教育局：{options['bureau']}。")
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"没有这个文件：{path}。")
        with bureau_scope(bureau.pk):
            by = Actor.system(bureau.pk)
            upload = SimpleUploadedFile(path.name, path.read_bytes())
            try:
                preview = self.job(options, by)(upload, by)
            except services.ImportRefused as refusal:
                raise CommandError(_listed(refusal.preview)) from None
            except RuleViolation as refusal:
                raise CommandError(str(refusal)) from None
        if not preview.is_clean:
            raise CommandError(_listed(preview))
        done = "检查通过，没有写入" if options["check"] else "已导入"
        self.stdout.write(f"{done}：共 {preview.total} 行，新增 {preview.new}，更新 {preview.changed}。")


def _listed(preview: services.ImportPreview) -> str:
    lines = [f"第 {p.line} 行 {p.column}：{p.message}" for p in preview.problems[:LISTED_PROBLEMS]]
    return "\n".join([f"有 {len(preview.problems)} 处错误，没有写入：", *lines])
