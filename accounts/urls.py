from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.show_landing, name="show_landing"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("start/", views.start, name="start"),
    path("memberships/", views.choose_membership, name="choose_membership"),
    path("account/", views.show_profile, name="show_profile"),
    path("account/password/", views.change_password, name="change_password"),
    path("dev/messages/", views.show_messages, name="show_messages"),
]
