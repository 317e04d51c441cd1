from django.apps import AppConfig


class EnrollmentAdmissionsConfig(AppConfig):
    name = "enrollment.admissions"
    label = "enrollment_admissions"
    verbose_name = "报名"
