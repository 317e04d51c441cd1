from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry
from audit.roles import BUREAU_ROLES, HEADS


class EnrollmentAgreementsConfig(AppConfig):
    """Agreement texts and their acceptance."""

    name = "enrollment.agreements"
    label = "enrollment_agreements"
    verbose_name = "协议"
    navigation = (
        Entry(
            DESK,
            "报名与考勤",
            "服务协议文本",
            "file-text",
            "enrollment:list_agreement_templates",
            BUREAU_ROLES | HEADS,
            rank=4,
        ),
    )
