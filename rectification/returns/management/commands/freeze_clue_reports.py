"""`manage.py freeze_clue_reports 150802 --month 2021-09`: what the worker does every night, on demand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.errors import RuleViolation
from audit.actors import Actor
from bureaus.tree import reports as directory
from bureaus.tree.models import Bureau
from rectification.campaigns.models import Campaign
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.reports import clue_months
from rectification.returns.rules import Month
from rectification.returns.services import monthly_merges as monthly_merge_services


class Command(BaseCommand):
    help = "Freeze the clue reports of a county: one month, or every month whose deadline is over."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bureau", help="six-digit division code")
        parser.add_argument("--month", help="such as 2021-09; without it every month that is due")

    def handle(self, *args: Any, **options: Any) -> None:
        bureau = directory.find(options["bureau"])
        if bureau is None:
            raise CommandError(f"没有这个教育局：{options['bureau']}。")
        with bureau_scope(bureau.pk):
            try:
                frozen = self.freeze(bureau, options["month"])
            except (RuleViolation, ValueError) as refusal:
                raise CommandError(str(refusal)) from None
        for merge in frozen:
            overdue = "、".join(school["name"] for school in merge.overdue) or "无"
            self.stdout.write(f"{merge}：已报 {merge.filed_count}/{merge.school_count} 所，逾期未报：{overdue}。")
        if not frozen:
            self.stdout.write("没有需要汇总的月份。")

    def freeze(self, bureau: Bureau, month: str | None) -> list[MonthlyMerge]:
        if not month:
            return monthly_merge_services.freeze_due_months(bureau.pk, today=timezone.localdate())
        chosen, by = Month.read(month), Actor.system(bureau.pk)
        running = Campaign.objects.of(bureau.pk).filter(status=Campaign.Status.RUNNING)
        return [
            monthly_merge_services.freeze_month(campaign=campaign, month=chosen, by=by)
            for campaign in running
            if chosen in clue_months.open_months(campaign)
        ]
