"""Django's own command with the autodetector of floors; Django asks that both commands name the same one."""

from django.core.management.commands import makemigrations

from afterschool.tenancy.autodetector import FloorAutodetector


class Command(makemigrations.Command):
    autodetector = FloorAutodetector
