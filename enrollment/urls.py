"""The routes of the area under one name: a page keeps its address when its view moves to another app."""

from django.urls import include, path

app_name = "enrollment"
urlpatterns = [
    path("", include("enrollment.admissions.urls")),
    path("", include("enrollment.agreements.urls")),
    path("", include("enrollment.attendance.urls")),
]
