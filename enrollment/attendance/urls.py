from django.urls import path

from enrollment.attendance import views

urlpatterns = [
    path("family/children/<int:pk>/sessions/", views.list_family_sessions, name="list_family_sessions"),
    path("enrollment/sessions/", views.list_sessions, name="list_sessions"),
    path("enrollment/sessions/<int:pk>/roll/", views.take_roll, name="take_roll"),
    path("enrollment/sessions/<int:pk>/cancel/", views.cancel_session, name="cancel_session"),
]
