from django.urls import path

from bureaus.views import documents

app_name = "bureaus"
urlpatterns = [
    path("documents/<int:pk>/", documents.download_document, name="download_document"),
    path("attachments/<int:pk>/", documents.download_attachment, name="download_attachment"),
    path("check/", documents.check_document, name="check_document"),
    path("check/<str:check_code>/", documents.check_document, name="check_document"),
]
