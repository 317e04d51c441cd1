"""Model fields of our own."""

from django.db import models


class PartitionDateField(models.DateField):
    """The date by which our database backend splits a table into months. Such a table is a leaf: nothing points at it."""

    partitions_table = True
