from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry
from audit.roles import CLASS_TEACHERS, SCHOOL_OFFICE


class SchoolsPupilsConfig(AppConfig):
    """Children and where they are on the roll."""

    name = "schools.pupils"
    label = "schools_pupils"
    verbose_name = "学生"
    navigation = (
        Entry(DESK, "学校", "学生名册", "users-group", "schools:list_students", SCHOOL_OFFICE | CLASS_TEACHERS, rank=4),
    )
