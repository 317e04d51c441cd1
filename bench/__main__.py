"""`./dev bench`: measures in a database of its own and writes docs/performance.md."""

import argparse
import os
import sys

from bench import database
from bench import enrollment as bench_enrollment
from bench import indicators as bench_indicators
from bench import page as bench_page


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--schools", type=int, default=60)
    parser.add_argument("--pupils", type=int, default=6000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--requests", type=int, default=2000, help="enrollments on each side")
    parser.add_argument("--print", action="store_true", help="print the figures, leave docs/performance.md alone")
    options = parser.parse_args()

    with database.scratch():
        os.environ["DJANGO_SETTINGS_MODULE"] = "afterschool.settings"
        os.environ.setdefault("DEVELOPMENT", "1")
        database.fill(schools=options.schools, pupils=options.pupils)
        import django

        django.setup()

        figures = [
            bench_indicators.measure(),
            bench_enrollment.measure(clients=options.clients, requests=options.requests),
        ]
        text = bench_page.write(figures, options)
        django.db.connections.close_all()
    if options.print:
        sys.stdout.write(text)
    else:
        bench_page.PATH.write_text(text, encoding="utf-8")
        sys.stdout.write("".join(f"{figure}\n" for figure in figures) + f"wrote {bench_page.PATH.name}\n")
    return 0


sys.exit(main())
