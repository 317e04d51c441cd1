from django.urls import path

from bureaus.inbox import views

urlpatterns = [
    path("", views.show_home, name="show_home"),
    path("inbox/", views.show_inbox, name="show_inbox"),
]
