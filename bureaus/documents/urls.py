from django.urls import path

from bureaus.documents import views

urlpatterns = [
    path("documents/<int:pk>/", views.download_document, name="download_document"),
    path("attachments/<int:pk>/", views.download_attachment, name="download_attachment"),
    path("check/", views.check_document, name="check_document"),
    path("check/<str:check_code>/", views.check_document, name="check_document"),
]
