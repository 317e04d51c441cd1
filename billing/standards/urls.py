from django.urls import path

from billing.standards import views

urlpatterns = [
    path("billing/fee-standards/", views.list_fee_standards, name="list_fee_standards"),
    path("billing/plans/<int:pk>/fee-standard/", views.draft_fee_standard, name="draft_fee_standard"),
    path("billing/fee-standards/<int:pk>/file/", views.file_fee_standard, name="file_fee_standard"),
    path("billing/fee-standards/<int:pk>/publish/", views.publish_fee_standard, name="publish_fee_standard"),
]
