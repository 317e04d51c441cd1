from django.urls import path

from providers.register import views

app_name = "providers"
urlpatterns = [
    path("", views.list_providers, name="list_providers"),
    path("new/", views.register_provider, name="register_provider"),
    path("<int:pk>/", views.show_provider, name="show_provider"),
    path("<int:pk>/shortlist/", views.shortlist_provider, name="shortlist_provider"),
    path("<int:pk>/suspend/", views.suspend_provider, name="suspend_provider"),
    path("<int:pk>/remove/", views.remove_provider, name="remove_provider"),
    path("shortlist/", views.list_shortlist, name="list_shortlist"),
    path("blacklist/", views.list_blacklist, name="list_blacklist"),
    path("blacklist/new/", views.blacklist_provider, name="blacklist_provider"),
]
