"""What an address names beside its path: ?term=12."""

import re

from django.http import Http404

ID = re.compile(r"[0-9]{1,18}")  # fits a bigint; int() itself takes “²” for an error and 5,000 digits for an attack


def row_id(text: str) -> int:
    """The id of a row as an address names it. Raises Http404 for whatever is none."""
    if not ID.fullmatch(text):
        raise Http404(f"“{text[:30]}”不是编号。")
    return int(text)
