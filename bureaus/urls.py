from django.urls import URLPattern

app_name = "bureaus"
urlpatterns: list[URLPattern] = []
