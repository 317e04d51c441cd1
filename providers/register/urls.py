from django.urls import path

from providers.register import views

urlpatterns = [
    path("providers/", views.list_providers, name="list_providers"),
    path("providers/new/", views.register_provider, name="register_provider"),
    path("providers/<int:pk>/", views.show_provider, name="show_provider"),
    path("providers/<int:pk>/shortlist/", views.shortlist_provider, name="shortlist_provider"),
    path("providers/<int:pk>/suspend/", views.suspend_provider, name="suspend_provider"),
    path("providers/<int:pk>/remove/", views.remove_provider, name="remove_provider"),
    path("providers/shortlist/", views.list_shortlist, name="list_shortlist"),
    path("providers/blacklist/", views.list_blacklist, name="list_blacklist"),
    path("providers/blacklist/new/", views.blacklist_provider, name="blacklist_provider"),
]
