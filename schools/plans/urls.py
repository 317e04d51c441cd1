from django.urls import path

from schools.plans.views import parts, plans, schools

urlpatterns = [
    path("schools/", schools.list_schools, name="list_schools"),
    path("schools/<int:pk>/", schools.show_school, name="show_school"),
    path("schools/plans/", plans.list_plans, name="list_plans"),
    path("schools/plans/new/", plans.create_plan, name="create_plan"),
    path("schools/plans/<int:pk>/", plans.show_plan, name="show_plan"),
    path("schools/plans/<int:pk>/edit/", plans.edit_plan, name="edit_plan"),
    path("schools/plans/<int:pk>/submit/", plans.submit_plan, name="submit_plan"),
    path("schools/plans/<int:pk>/return/", plans.return_plan, name="return_plan"),
    path("schools/plans/<int:pk>/approve/", plans.approve_plan, name="approve_plan"),
    path("schools/plans/<int:pk>/withdraw/", plans.withdraw_plan, name="withdraw_plan"),
    path("schools/plans/<int:pk>/slots/", parts.add_slots, name="add_slots"),
    path("schools/plans/slots/<int:pk>/", parts.edit_slot, name="edit_slot"),
    path("schools/plans/slots/<int:pk>/remove/", parts.remove_slot, name="remove_slot"),
    path("schools/plans/<int:pk>/activities/", parts.add_activity, name="add_activity"),
    path("schools/plans/activities/<int:pk>/", parts.edit_activity, name="edit_activity"),
    path("schools/plans/activities/<int:pk>/remove/", parts.remove_activity, name="remove_activity"),
    path("schools/plans/<int:pk>/attachments/", parts.attach_file, name="attach_file"),
    path("schools/plans/attachments/<int:pk>/remove/", parts.remove_attachment, name="remove_attachment"),
    path("schools/providers/<int:pk>/activities/", plans.list_provider_activities, name="list_provider_activities"),
    path("schools/published/", plans.list_public_plans, name="list_public_plans"),
    path("schools/published/<int:pk>/", plans.show_public_plan, name="show_public_plan"),
]
