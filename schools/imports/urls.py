from django.urls import path

from schools.imports import views

urlpatterns = [
    path("schools/import/", views.import_schools, name="import_schools"),
    path("schools/students/import/", views.import_students, name="import_students"),
]
