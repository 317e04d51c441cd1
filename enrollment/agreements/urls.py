from django.urls import path

from enrollment.agreements import views

urlpatterns = [
    path("family/applications/<int:pk>/agreement/", views.accept_agreement, name="accept_agreement"),
    path("enrollment/agreements/", views.list_agreement_templates, name="list_agreement_templates"),
    path("enrollment/agreements/publish/", views.publish_agreement_template, name="publish_agreement_template"),
]
