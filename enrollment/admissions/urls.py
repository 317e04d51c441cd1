from django.urls import path

from enrollment.admissions.views import family, school

urlpatterns = [
    path("family/", family.show_family, name="show_family"),
    path("family/rounds/<int:pk>/children/<int:student_pk>/", family.apply, name="apply"),
    path("family/applications/<int:pk>/", family.show_family_application, name="show_family_application"),
    path("family/applications/<int:pk>/withdraw/", family.withdraw_application, name="withdraw_application"),
    path("enrollment/rounds/", school.list_rounds, name="list_rounds"),
    path("enrollment/rounds/<int:pk>/", school.show_round, name="show_round"),
    path("enrollment/rounds/<int:pk>/close/", school.close_round, name="close_round"),
    path("enrollment/plans/<int:pk>/open/", school.open_round, name="open_round"),
    path("enrollment/offerings/<int:pk>/roster/", school.show_roster, name="show_roster"),
    path("enrollment/applications/", school.list_applications, name="list_applications"),
    path("enrollment/applications/approve/", school.approve_applications, name="approve_applications"),
    path("enrollment/applications/<int:pk>/", school.show_application, name="show_application"),
    path("enrollment/applications/<int:pk>/review/", school.review_application, name="review_application"),
    path("enrollment/claims/<int:pk>/review/", school.review_exemption, name="review_exemption"),
    path("enrollment/places/<int:pk>/remove/", school.remove_club, name="remove_club"),
]
