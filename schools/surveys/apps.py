from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry
from audit.roles import CLASS_TEACHERS, SCHOOL_OFFICE


class SchoolsSurveysConfig(AppConfig):
    """Who needs the service: the demand survey."""

    name = "schools.surveys"
    label = "schools_surveys"
    verbose_name = "需求摸底"
    navigation = (
        Entry(
            DESK, "学校", "需求摸底", "clipboard-list", "schools:show_survey", SCHOOL_OFFICE | CLASS_TEACHERS, rank=3
        ),
    )
