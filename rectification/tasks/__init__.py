"""Celery tasks of rectification: one module per aggregate."""

from . import indicators  # noqa: F401  (Celery finds tasks by importing rectification.tasks)
