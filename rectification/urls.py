"""The routes of the area under one name: a page keeps its address when its view moves to another app."""

from django.urls import include, path

app_name = "rectification"
urlpatterns = [
    path("", include("rectification.campaigns.urls")),
    path("", include("rectification.returns.urls")),
    path("", include("rectification.indicators.urls")),
]
