"""`manage.py import_schools 150802 schools.xlsx [--check]`: the register of schools of a bureau."""

from typing import Any

from audit.actors import Actor
from schools.imports import services
from schools.imports.management.import_rows import ImportCommand, Job


class Command(ImportCommand):
    help = "Import the register of schools of a bureau from XLSX or CSV: all rows or none."

    def job(self, options: dict[str, Any], by: Actor) -> Job:
        run = services.preview_schools if options["check"] else services.import_schools
        return lambda upload, actor: run(upload=upload, by=actor)
