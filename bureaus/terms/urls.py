from django.urls import path

from bureaus.terms import views

urlpatterns = [
    path("terms/", views.list_terms, name="list_terms"),
    path("terms/open/", views.open_term, name="open_term"),
    path("terms/<int:pk>/", views.show_calendar, name="show_calendar"),
    path("terms/<int:pk>/close/", views.close_term, name="close_term"),
    path("terms/<int:pk>/days/", views.change_calendar, name="change_calendar"),
    path("terms/<int:pk>/days/<int:day_pk>/remove/", views.remove_calendar_change, name="remove_calendar_change"),
]
