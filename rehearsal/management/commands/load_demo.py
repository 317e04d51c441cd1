"""`./dev manage load_demo`: four counties at work, into an empty database; or one county as large as is asked for."""

import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models.user import User
from bureaus.tree.models import Bureau
from rehearsal import demo, large
from rehearsal.counties import COUNTIES
from rehearsal.logins import logins
from rehearsal.run import RunFailed


class Command(BaseCommand):
    help = "Plays the demonstration (or prints its logins). Refuses a database that already has bureaus."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where the demonstration is loaded already"
        )
        parser.add_argument("--logins", action="store_true", help="only print who can sign in, and how")
        parser.add_argument("--county", choices=[county.code for county in COUNTIES], help="load this county alone")
        parser.add_argument("--schools", type=int, help="one county with so many schools")
        parser.add_argument("--pupils", type=int, default=1000, help="and so many pupils")

    def handle(self, *, if_empty: bool, county: str | None, schools: int | None, pupils: int, **options: Any) -> None:
        if options["logins"]:
            self.stdout.write(logins())
            return
        if not settings.DEVELOPMENT:
            raise CommandError(
                "The demonstration has published passwords: set DEVELOPMENT=1 only where no real family is."
            )
        if Bureau.objects.exists():
            if if_empty and _is_whole():
                return
            self._empty_what_was_interrupted()
        began = time.monotonic()
        try:
            if schools is None:
                demo.load(only=county)
            else:
                self._load_large(county or COUNTIES[0].code, large.Large(schools, pupils))
        except RunFailed as failure:
            raise CommandError(str(failure)) from None
        size = f"{schools} schools, {pupils} pupils: " if schools else ""
        self.stdout.write(f"{size}loaded in {time.monotonic() - began:.0f} s, every invariant holds.")

    def _load_large(self, code: str, wanted: large.Large) -> None:
        data = next(county for county in COUNTIES if county.code == code)
        broken = large.load(data, wanted, say=self.stdout.write)
        if broken:
            raise CommandError("\n".join(map(str, broken)))

    def _empty_what_was_interrupted(self) -> None:
        """A demonstration that was interrupted while it loaded is taken away; anything else stays."""
        if _is_whole() or not User.objects.filter(username="operator", is_active=False).exists():
            raise CommandError("The database already has bureaus: the demonstration goes into an empty one.")
        self.stdout.write("The demonstration was interrupted while it loaded; it is loaded again.")
        command = [sys.executable, "manage.py", "flush", "--no-input", "--verbosity", "0"]
        subprocess.run(command, env=os.environ | {"DATABASE_ROLE": "owner"}, check=True)


def _is_whole() -> bool:
    return User.objects.filter(username="operator", is_active=True).exists()
