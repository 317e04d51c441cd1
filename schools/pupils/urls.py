from django.urls import path

from schools.pupils import views

urlpatterns = [
    path("schools/classes/", views.list_classes, name="list_classes"),
    path("schools/students/", views.list_students, name="list_students"),
    path("schools/students/<int:pk>/id-number/", views.read_id_number, name="read_id_number"),
    path("schools/students/<int:pk>/leave/", views.leave_school, name="leave_school"),
    path("schools/students/<int:pk>/return/", views.return_to_school, name="return_to_school"),
]
