"""Ranges for exclusion constraints: two rows of one bureau that overlap are refused by PostgreSQL itself."""

from django.contrib.postgres.fields import DateRangeField, IntegerRangeField
from django.db import models
from django.db.models import Func


class DateRange(Func):
    """From a date to a date; the bounds say whether they count."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Minutes(Func):
    """A time of day as minutes since midnight."""

    template = "(extract(epoch from %(expressions)s)::int / 60)"
    output_field = models.IntegerField()


class MinuteRange(Func):
    """Half-open range of minutes of a day, so that PostgreSQL can see that two slots overlap."""

    function = "int4range"
    output_field = IntegerRangeField()


class GradeRange(Func):
    """Grades from … to …, both included."""

    template = "int4range(%(expressions)s, '[]')"
    output_field = IntegerRangeField()
