from django.urls import path

from rectification.campaigns import views

urlpatterns = [
    path("rectification/campaigns/", views.list_campaigns, name="list_campaigns"),
    path("rectification/campaigns/start/", views.start_campaign, name="start_campaign"),
    path("rectification/campaigns/<int:pk>/close/", views.close_campaign, name="close_campaign"),
]
