from django.urls import path

from accounts import views

app_name = "family"
urlpatterns = [
    path("sign-in/", views.request_code, name="request_code"),
    path("sign-in/code/", views.enter_code, name="enter_code"),
    path("sign-out/", views.sign_out_family, name="sign_out"),
    path("profile/", views.show_family_profile, name="show_profile"),
]
