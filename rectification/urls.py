from django.urls import path

from rectification.campaigns import views as campaigns_views
from rectification.indicators import views as indicators
from rectification.returns.views import campaigns, clue_reports, monthly_merges

app_name = "rectification"
urlpatterns = [
    path("dashboard/", indicators.show_dashboard, name="show_dashboard"),
    path("dashboard/snapshots/", indicators.take_snapshots, name="take_snapshots"),
    path("indicators/<slug:code>/", indicators.show_indicator, name="show_indicator"),
    path("indicators/<slug:code>/export/", indicators.export_indicator, name="export_indicator"),
    path("campaigns/", campaigns_views.list_campaigns, name="list_campaigns"),
    path("campaigns/start/", campaigns_views.start_campaign, name="start_campaign"),
    path("campaigns/<int:pk>/", campaigns.show_campaign, name="show_campaign"),
    path("campaigns/<int:pk>/close/", campaigns_views.close_campaign, name="close_campaign"),
    path("clue-reports/", clue_reports.list_clue_reports, name="list_clue_reports"),
    path("clue-reports/start/", clue_reports.start_clue_report, name="start_clue_report"),
    path("clue-reports/nil/", clue_reports.file_nil_report, name="file_nil_report"),
    path("clue-reports/<int:pk>/", clue_reports.show_clue_report, name="show_clue_report"),
    path("clue-reports/<int:pk>/file/", clue_reports.file_clue_report, name="file_clue_report"),
    path("clue-reports/<int:pk>/reopen/", clue_reports.reopen_clue_report, name="reopen_clue_report"),
    path("clue-reports/<int:pk>/add-clue/", clue_reports.add_clue, name="add_clue"),
    path("clues/<int:pk>/", clue_reports.show_clue, name="show_clue"),
    path("clues/<int:pk>/edit/", clue_reports.edit_clue, name="edit_clue"),
    path("clues/<int:pk>/remove/", clue_reports.remove_clue, name="remove_clue"),
    path("clues/<int:pk>/disposition/", clue_reports.record_disposition, name="record_disposition"),
    path("months/", monthly_merges.show_month_board, name="show_month_board"),
    path("months/remind/", monthly_merges.remind_schools, name="remind_schools"),
    path("months/freeze/", monthly_merges.freeze_month, name="freeze_month"),
    path("months/<int:pk>/", monthly_merges.show_monthly_merge, name="show_monthly_merge"),
    path("months/<int:pk>/forward/", monthly_merges.forward_merge, name="forward_merge"),
    path("months/<int:pk>/package/", monthly_merges.download_month_package, name="download_month_package"),
]
