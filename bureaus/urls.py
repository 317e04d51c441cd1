"""The routes of the area under one name: a page keeps its address when its view moves to another app."""

from django.urls import include, path

app_name = "bureaus"
urlpatterns = [
    path("", include("bureaus.policies.urls")),
    path("", include("bureaus.terms.urls")),
    path("", include("bureaus.inbox.urls")),
    path("", include("bureaus.documents.urls")),
]
