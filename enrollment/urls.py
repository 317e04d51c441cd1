from django.urls import path

from enrollment.admissions.views import family, school
from enrollment.agreements import views as bureau
from enrollment.attendance import views as sessions
from schools.families import views as families_views
from schools.surveys import views as surveys_views

app_name = "enrollment"
urlpatterns = [
    path("family/", family.show_family, name="show_family"),
    path("family/children/<int:pk>/consent/", families_views.give_consent, name="give_consent"),
    path("family/children/<int:pk>/demand/", surveys_views.answer_demand, name="answer_demand"),
    path("family/children/<int:pk>/sessions/", sessions.list_family_sessions, name="list_family_sessions"),
    path("family/rounds/<int:pk>/children/<int:student_pk>/", family.apply, name="apply"),
    path("family/applications/<int:pk>/", family.show_family_application, name="show_family_application"),
    path("family/applications/<int:pk>/agreement/", bureau.accept_agreement, name="accept_agreement"),
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
    path("enrollment/sessions/", sessions.list_sessions, name="list_sessions"),
    path("enrollment/sessions/<int:pk>/roll/", sessions.take_roll, name="take_roll"),
    path("enrollment/sessions/<int:pk>/cancel/", sessions.cancel_session, name="cancel_session"),
    path("enrollment/agreements/", bureau.list_agreement_templates, name="list_agreement_templates"),
    path("enrollment/agreements/publish/", bureau.publish_agreement_template, name="publish_agreement_template"),
]
