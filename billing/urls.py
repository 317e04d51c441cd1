from django.urls import path

from billing.views import desk, open

app_name = "billing"
urlpatterns = [
    path("fee-standards/", desk.list_fee_standards, name="list_fee_standards"),
    path("plans/<int:pk>/fee-standard/", desk.draft_fee_standard, name="draft_fee_standard"),
    path("fee-standards/<int:pk>/file/", desk.file_fee_standard, name="file_fee_standard"),
    path("fee-standards/<int:pk>/publish/", desk.publish_fee_standard, name="publish_fee_standard"),
    path("charges/", desk.list_charges, name="list_charges"),
    path("charges/issue/", desk.issue_charges, name="issue_charges"),
    path("charges/<int:pk>/", desk.show_charge, name="show_charge"),
    path("charges/<int:pk>/payments/", desk.record_payment, name="record_payment"),
    path("charges/<int:pk>/cancel/", desk.cancel_charge, name="cancel_charge"),
    path("ledger/", desk.show_ledger, name="show_ledger"),
    path("disclosures/", open.list_disclosures, name="list_disclosures"),
    path("family/charges/", open.list_family_charges, name="list_family_charges"),
]
