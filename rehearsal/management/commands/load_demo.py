"""`./dev manage load_demo`: four counties at work, into an empty database."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from bureaus.tree.models import Bureau
from rehearsal.counties import COUNTIES
from rehearsal.load import Size, load
from rehearsal.logins import logins


class Command(BaseCommand):
    help = "Loads the demonstration (or prints its logins). Refuses a database that already has bureaus."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where bureaus exist already")
        parser.add_argument("--logins", action="store_true", help="only print who can sign in, and how")
        parser.add_argument("--county", choices=[county.code for county in COUNTIES], help="load this county alone")
        parser.add_argument("--schools", type=int, help="scale the county up to so many schools")
        parser.add_argument("--pupils", type=int, help="scale the county up to so many pupils")

    def handle(
        self, *, if_empty: bool, county: str | None, schools: int | None, pupils: int | None, **options: Any
    ) -> None:
        if options["logins"]:
            self.stdout.write(logins())
            return
        if not settings.DEVELOPMENT:
            raise CommandError(
                "The demonstration has published passwords: set DEVELOPMENT=1 only where no real family is."
            )
        if Bureau.objects.exists():
            if if_empty:
                return
            raise CommandError("The database already has bureaus: the demonstration goes into an empty one.")

        with transaction.atomic():
            loaded = load(size=Size(schools, pupils), only=county)
        self.stdout.write(f"Loaded {'、'.join(bureau.name for bureau in loaded)}.")
