"""`manage.py seed_holidays 2025 2026`: fills the table of State Council holidays."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from bureaus.terms import services


class Command(BaseCommand):
    help = "Fill the table of holidays for some years; without years from five years ago to the next."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("years", nargs="*", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        this_year = timezone.localdate().year
        years = options["years"] or range(this_year - 5, this_year + 2)
        for year in services.seed_holidays(years):
            self.stderr.write(f"{year} 年的节假日安排还没有公布或收录，校历暂按普通工作日显示。")
        self.stdout.write("节假日已更新。")
