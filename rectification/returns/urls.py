from django.urls import path

from rectification.returns.views import campaigns, clue_reports, monthly_merges

urlpatterns = [
    path("rectification/campaigns/<int:pk>/", campaigns.show_campaign, name="show_campaign"),
    path("rectification/clue-reports/", clue_reports.list_clue_reports, name="list_clue_reports"),
    path("rectification/clue-reports/start/", clue_reports.start_clue_report, name="start_clue_report"),
    path("rectification/clue-reports/nil/", clue_reports.file_nil_report, name="file_nil_report"),
    path("rectification/clue-reports/<int:pk>/", clue_reports.show_clue_report, name="show_clue_report"),
    path("rectification/clue-reports/<int:pk>/file/", clue_reports.file_clue_report, name="file_clue_report"),
    path("rectification/clue-reports/<int:pk>/reopen/", clue_reports.reopen_clue_report, name="reopen_clue_report"),
    path("rectification/clue-reports/<int:pk>/add-clue/", clue_reports.add_clue, name="add_clue"),
    path("rectification/clues/<int:pk>/", clue_reports.show_clue, name="show_clue"),
    path("rectification/clues/<int:pk>/edit/", clue_reports.edit_clue, name="edit_clue"),
    path("rectification/clues/<int:pk>/remove/", clue_reports.remove_clue, name="remove_clue"),
    path("rectification/clues/<int:pk>/disposition/", clue_reports.record_disposition, name="record_disposition"),
    path("rectification/months/", monthly_merges.show_month_board, name="show_month_board"),
    path("rectification/months/remind/", monthly_merges.remind_schools, name="remind_schools"),
    path("rectification/months/freeze/", monthly_merges.freeze_month, name="freeze_month"),
    path("rectification/months/<int:pk>/", monthly_merges.show_monthly_merge, name="show_monthly_merge"),
    path("rectification/months/<int:pk>/forward/", monthly_merges.forward_merge, name="forward_merge"),
    path(
        "rectification/months/<int:pk>/package/", monthly_merges.download_month_package, name="download_month_package"
    ),
]
