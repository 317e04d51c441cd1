from django.urls import path

from rectification.indicators import views

urlpatterns = [
    path("rectification/dashboard/", views.show_dashboard, name="show_dashboard"),
    path("rectification/dashboard/snapshots/", views.take_snapshots, name="take_snapshots"),
    path("rectification/indicators/<slug:code>/", views.show_indicator, name="show_indicator"),
    path("rectification/indicators/<slug:code>/export/", views.export_indicator, name="export_indicator"),
]
