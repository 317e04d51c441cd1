from django.urls import path

from schools.staff import views

urlpatterns = [
    path("schools/staff/", views.list_staff, name="list_staff"),
    path("schools/staff/new/", views.add_staff, name="add_staff"),
    path("schools/staff/<int:pk>/", views.edit_staff, name="edit_staff"),
]
