"""The routes of the area under one name: a page keeps its address when its view moves to another app."""

from django.urls import include, path

app_name = "billing"
urlpatterns = [
    path("", include("billing.standards.urls")),
    path("", include("billing.charges.urls")),
    path("", include("billing.payments.urls")),
    path("", include("billing.disclosure.urls")),
]
