from django.urls import path

from schools.families import views

urlpatterns = [
    path("family/children/<int:pk>/consent/", views.give_consent, name="give_consent"),
]
