from django.apps import AppConfig


class EnrollmentAgreementsConfig(AppConfig):
    name = "enrollment.agreements"
    label = "enrollment_agreements"
    verbose_name = "协议"
