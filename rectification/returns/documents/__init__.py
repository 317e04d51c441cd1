"""Documents of rectification: one module per aggregate."""

from rectification.returns.documents import clue_forms  # noqa: F401  (registers its renderers)
