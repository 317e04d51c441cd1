from django.urls import path

from billing.payments import views

urlpatterns = [
    path("billing/charges/<int:pk>/", views.show_charge, name="show_charge"),
    path("billing/charges/<int:pk>/payments/", views.record_payment, name="record_payment"),
    path("billing/charges/<int:pk>/cancel/", views.cancel_charge, name="cancel_charge"),
    path("billing/charges/<int:pk>/confirm/", views.confirm_charge, name="confirm_charge"),
]
