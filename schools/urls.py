from django.urls import path

from schools.imports import views as imports
from schools.plans.views import parts, plans, schools
from schools.pupils import views as pupils_views
from schools.staff import views as staff_views
from schools.surveys import views as survey

app_name = "schools"
urlpatterns = [
    path("", schools.list_schools, name="list_schools"),
    path("<int:pk>/", schools.show_school, name="show_school"),
    path("import/", imports.import_schools, name="import_schools"),
    # plans
    path("plans/", plans.list_plans, name="list_plans"),
    path("plans/new/", plans.create_plan, name="create_plan"),
    path("plans/<int:pk>/", plans.show_plan, name="show_plan"),
    path("plans/<int:pk>/edit/", plans.edit_plan, name="edit_plan"),
    path("plans/<int:pk>/submit/", plans.submit_plan, name="submit_plan"),
    path("plans/<int:pk>/return/", plans.return_plan, name="return_plan"),
    path("plans/<int:pk>/approve/", plans.approve_plan, name="approve_plan"),
    path("plans/<int:pk>/withdraw/", plans.withdraw_plan, name="withdraw_plan"),
    path("plans/<int:pk>/document/", plans.issue_plan_document, name="issue_plan_document"),
    path("plans/<int:pk>/slots/", parts.add_slots, name="add_slots"),
    path("plans/slots/<int:pk>/", parts.edit_slot, name="edit_slot"),
    path("plans/slots/<int:pk>/remove/", parts.remove_slot, name="remove_slot"),
    path("plans/<int:pk>/activities/", parts.add_activity, name="add_activity"),
    path("plans/activities/<int:pk>/", parts.edit_activity, name="edit_activity"),
    path("plans/activities/<int:pk>/remove/", parts.remove_activity, name="remove_activity"),
    path("plans/<int:pk>/attachments/", parts.attach_file, name="attach_file"),
    path("plans/attachments/<int:pk>/remove/", parts.remove_attachment, name="remove_attachment"),
    # what everybody may read
    path("published/", plans.list_public_plans, name="list_public_plans"),
    path("published/<int:pk>/", plans.show_public_plan, name="show_public_plan"),
    # people
    path("classes/", pupils_views.list_classes, name="list_classes"),
    path("students/", pupils_views.list_students, name="list_students"),
    path("students/import/", imports.import_students, name="import_students"),
    path("students/<int:pk>/id-number/", pupils_views.read_id_number, name="read_id_number"),
    path("staff/", staff_views.list_staff, name="list_staff"),
    path("staff/new/", staff_views.add_staff, name="add_staff"),
    path("staff/<int:pk>/", staff_views.edit_staff, name="edit_staff"),
    # demand survey
    path("survey/", survey.show_survey, name="show_survey"),
    path("survey/<int:pk>/", survey.record_survey, name="record_survey"),
]
