from django.apps import AppConfig


class SchoolsSurveysConfig(AppConfig):
    name = "schools.surveys"
    label = "schools_surveys"
    verbose_name = "需求摸底"
