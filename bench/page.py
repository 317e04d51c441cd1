"""docs/performance.md: the figures with the command that made them."""

import argparse
import os
import platform
from collections.abc import Sequence

from django.db import connection
from django.utils import timezone

from bench.database import ROOT
from bench.figure import Figure

PATH = ROOT / "docs" / "performance.md"
HEAD = """\
# Performance

Written by `./dev bench`. Machines are noisy: read the ratio to the limit of the same run, not the absolute figure.

"""


def write(figures: Sequence[Figure], options: argparse.Namespace) -> str:
    lines = [HEAD, "| figure | ours | limit, same run | ratio |\n| --- | --: | --: | --: |\n"]
    for row in figures:
        share = f"{row.ratio:.1%} of the limit" if row.higher_is_better else f"{row.ratio:.2f} × the limit"
        lines.append(f"| {row.name} | {row.ours:.1f} {row.unit} | {row.limit:.1f} {row.unit} | **{share}** |\n")
    for row in figures:
        notes = "".join(f"- {note}.\n" for note in row.notes)
        lines.append(f"\n## {row.name}\n\n- Ours: {row.what_ours}.\n- Limit: {row.what_limit}.\n{notes}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('fsync')")
        server, fsync = cursor.fetchone()
    lines.append(
        f"\n## How\n\n`./dev bench --schools {options.schools} --pupils {options.pupils} --clients {options.clients} "
        f"--requests {options.requests}`, {timezone.localdate()}, Python {platform.python_version()}, PostgreSQL {server} (fsync {fsync}), "
        f"{os.cpu_count()} cores, web server, database, Redis and load generator on the same machine.\n"
    )
    return "".join(lines)
