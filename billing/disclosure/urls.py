from django.urls import path

from billing.disclosure import views

urlpatterns = [
    path("billing/ledger/", views.show_ledger, name="show_ledger"),
    path("billing/disclosures/", views.list_disclosures, name="list_disclosures"),
    path("billing/family/charges/", views.list_family_charges, name="list_family_charges"),
]
