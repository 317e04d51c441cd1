from django.urls import path

from bureaus.policies import views

urlpatterns = [
    path("policies/", views.list_policies, name="list_policies"),
    path("policies/<slug:kind>/", views.show_policy, name="show_policy"),
    path("policies/<slug:kind>/add/", views.add_policy, name="add_policy"),
    path("policies/<slug:kind>/<int:pk>/edit/", views.edit_policy, name="edit_policy"),
    path("policy-packs/", views.list_policy_packs, name="list_policy_packs"),
    path("policy-packs/<slug:code>/", views.adopt_policy_pack, name="adopt_policy_pack"),
]
