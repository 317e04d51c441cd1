from django.urls import path

from billing.charges import views

urlpatterns = [
    path("billing/charges/", views.list_charges, name="list_charges"),
    path("billing/charges/issue/", views.issue_charges, name="issue_charges"),
]
