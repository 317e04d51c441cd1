"""`manage.py adopt_policy_pack 150802 bayannur_2021`: adopts a policy pack for a bureau."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.errors import RuleViolation
from audit.actors import Actor
from bureaus.policies import services
from bureaus.tree import reports as directory


class Command(BaseCommand):
    help = "Adopt a policy pack for a bureau."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bureau", help="six-digit division code")
        parser.add_argument("pack", help="code of the pack, such as bayannur_2021")

    def handle(self, *args: Any, **options: Any) -> None:
        bureau = directory.find(options["bureau"])
        if bureau is None:
            raise CommandError(f"没有这个教育局：{options['bureau']}。")
        with bureau_scope(bureau.pk):
            try:
                count = services.adopt_policy_pack(pack_code=options["pack"], by=Actor.system(bureau.pk))
            except RuleViolation as refusal:
                raise CommandError(str(refusal)) from None
        self.stdout.write(f"{bureau.name}采用了 {options['pack']}，共 {count} 条规定。")
