from django.urls import path

from rectification.views import indicators

app_name = "rectification"
urlpatterns = [
    path("dashboard/", indicators.show_dashboard, name="show_dashboard"),
    path("dashboard/snapshots/", indicators.take_snapshots, name="take_snapshots"),
    path("indicators/<slug:code>/", indicators.show_indicator, name="show_indicator"),
    path("indicators/<slug:code>/export/", indicators.export_indicator, name="export_indicator"),
]
