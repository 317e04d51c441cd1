from django.urls import path

from billing.charges import views as charges_views
from billing.disclosure import views as open
from billing.payments import views as payments_views
from billing.standards import views as standards_views

app_name = "billing"
urlpatterns = [
    path("fee-standards/", standards_views.list_fee_standards, name="list_fee_standards"),
    path("plans/<int:pk>/fee-standard/", standards_views.draft_fee_standard, name="draft_fee_standard"),
    path("fee-standards/<int:pk>/file/", standards_views.file_fee_standard, name="file_fee_standard"),
    path("fee-standards/<int:pk>/publish/", standards_views.publish_fee_standard, name="publish_fee_standard"),
    path("charges/", charges_views.list_charges, name="list_charges"),
    path("charges/issue/", charges_views.issue_charges, name="issue_charges"),
    path("charges/<int:pk>/", payments_views.show_charge, name="show_charge"),
    path("charges/<int:pk>/payments/", payments_views.record_payment, name="record_payment"),
    path("charges/<int:pk>/cancel/", payments_views.cancel_charge, name="cancel_charge"),
    path("ledger/", open.show_ledger, name="show_ledger"),
    path("disclosures/", open.list_disclosures, name="list_disclosures"),
    path("family/charges/", open.list_family_charges, name="list_family_charges"),
]
