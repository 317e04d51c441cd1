"""`./dev rehearse`: counties live day by day in an empty database; fails on the first evening on which something is not true."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bureaus.tree.models import Bureau
from rehearsal.county import Size
from rehearsal.run import Plot, Run, RunFailed

FIRST_DAY = date(2026, 8, 20)


class Command(BaseCommand):
    help = (
        "Lets invented people live a while, and asks the invariants every evening. Wants an empty, migrated database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--from", dest="begins_on", type=date.fromisoformat, default=FIRST_DAY, metavar="DATE")
        parser.add_argument("--days", type=int, default=30)
        parser.add_argument("--counties", type=int, default=Size.counties)
        parser.add_argument("--schools", type=int, default=Size.schools, help="of each county")
        parser.add_argument("--pupils", type=int, default=Size.pupils, help="of each county")
        parser.add_argument(
            "--faults", action="store_true", help="kill workers, silence the broker, press twice at once"
        )
        parser.add_argument(
            "--only-invariants", action="store_true", help="a mistake that is accepted does not end the run"
        )
        parser.add_argument("--diary", help="write every act into this file")

    def handle(self, *, seed: int, begins_on: date, days: int, diary: str | None, faults: bool, **options: Any) -> None:
        if not settings.DEVELOPMENT or Bureau.objects.exists():
            raise CommandError("A rehearsal is played in an empty database of a developer: use ./dev rehearse.")
        size = Size(counties=options["counties"], schools=options["schools"], pupils=options["pupils"])
        plot = Plot(seed=seed, begins_on=begins_on, days=days, size=size, faults=faults)
        run = Run(plot, say=self.stdout.write, only_invariants=options["only_invariants"])
        try:
            run.play()
        except RunFailed as failure:
            raise CommandError(f"{failure}\nRepeat it: {plot.command()}") from None
        finally:
            if diary:
                with open(diary, "w", encoding="utf-8") as file:
                    file.writelines(f"{line}\n" for line in run.diary.lines)
        for (name, outcome), count in sorted(run.diary.counts().items()):
            self.stdout.write(f"  {name:32} {outcome:8} {count:6}")
        self.stdout.write(f"{days} days, {len(run.diary.lines)} acts, diary {run.diary.fingerprint()}")
