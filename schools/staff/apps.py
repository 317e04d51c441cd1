from django.apps import AppConfig


class SchoolsStaffConfig(AppConfig):
    name = "schools.staff"
    label = "schools_staff"
    verbose_name = "服务人员"
