"""The routes of the area under one name: a page keeps its address when its view moves to another app."""

from django.urls import include, path

app_name = "schools"
urlpatterns = [
    path("", include("schools.pupils.urls")),
    path("", include("schools.families.urls")),
    path("", include("schools.staff.urls")),
    path("", include("schools.imports.urls")),
    path("", include("schools.surveys.urls")),
    path("", include("schools.plans.urls")),
]
