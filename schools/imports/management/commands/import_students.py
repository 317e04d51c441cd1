"""`manage.py import_students 150802 1508020001 roll.xlsx [--check]`: the roll of one school."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from audit.actors import Actor
from schools.imports import services
from schools.imports.management.import_rows import ImportCommand, Job
from schools.register.models import School


class Command(ImportCommand):
    help = "Import the roll of one school from XLSX or CSV: all rows or none."

    def add_place(self, parser: CommandParser) -> None:
        parser.add_argument("school", help="code of the school")

    def job(self, options: dict[str, Any], by: Actor) -> Job:
        school = School.objects.of(by.bureau_id).filter(code=options["school"]).first()
        if school is None:
            raise CommandError(f"没有这所学校：{options['school']}。")
        run = services.preview_students if options["check"] else services.import_students
        return lambda upload, actor: run(school=school, upload=upload, by=actor)
