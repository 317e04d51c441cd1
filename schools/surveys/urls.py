from django.urls import path

from schools.surveys import views

urlpatterns = [
    path("schools/survey/", views.show_survey, name="show_survey"),
    path("schools/survey/<int:pk>/", views.record_survey, name="record_survey"),
    path("family/children/<int:pk>/demand/", views.answer_demand, name="answer_demand"),
]
