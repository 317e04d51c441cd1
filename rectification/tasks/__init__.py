"""Tasks of rectification: one module per aggregate; Celery finds those imported here."""
