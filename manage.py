#!/usr/bin/env python
"""Django's command line. Commands that change the schema or seal append-only rows anew connect as the owner role."""

import os
import sys

OWNER_COMMANDS = {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "flush", "dbshell", "reseal_fields"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "afterschool.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ.setdefault("DATABASE_ROLE", "owner")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
