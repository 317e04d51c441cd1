from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry
from audit.roles import BUREAU_ROLES, SCHOOL_OFFICE


class SchoolsStaffConfig(AppConfig):
    """People who serve at a school, and their vetting."""

    name = "schools.staff"
    label = "schools_staff"
    verbose_name = "服务人员"
    navigation = (
        Entry(DESK, "学校", "服务人员", "id-badge-2", "schools:list_staff", BUREAU_ROLES | SCHOOL_OFFICE, rank=5),
    )
