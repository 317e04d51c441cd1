"""Model fields of our own: those by which our database backend splits a table into months.

Such a table is a leaf: nothing points at it. Its partitions are made ahead (afterschool/tenancy/partitions.py).
"""

from django.db import models


class PartitionDateField(models.DateField):
    """The date by which a table is split into months."""

    partitions_table = True


class PartitionMomentField(models.DateTimeField):
    """The moment by which a table is split into months of the installation's time zone."""

    partitions_table = True
