from django.urls import path

from bureaus.documents import views as documents
from bureaus.inbox import views as home
from bureaus.policies import views as policies
from bureaus.terms import views as terms

app_name = "bureaus"
urlpatterns = [
    path("", home.show_home, name="show_home"),
    path("inbox/", home.show_inbox, name="show_inbox"),
    path("terms/", terms.list_terms, name="list_terms"),
    path("terms/open/", terms.open_term, name="open_term"),
    path("terms/<int:pk>/", terms.show_calendar, name="show_calendar"),
    path("terms/<int:pk>/close/", terms.close_term, name="close_term"),
    path("terms/<int:pk>/days/", terms.change_calendar, name="change_calendar"),
    path("terms/<int:pk>/days/<int:day_pk>/remove/", terms.remove_calendar_change, name="remove_calendar_change"),
    path("policies/", policies.list_policies, name="list_policies"),
    path("policies/<slug:kind>/", policies.show_policy, name="show_policy"),
    path("policies/<slug:kind>/add/", policies.add_policy, name="add_policy"),
    path("policies/<slug:kind>/<int:pk>/edit/", policies.edit_policy, name="edit_policy"),
    path("policy-packs/", policies.list_policy_packs, name="list_policy_packs"),
    path("policy-packs/<slug:code>/", policies.adopt_policy_pack, name="adopt_policy_pack"),
    path("documents/<int:pk>/", documents.download_document, name="download_document"),
    path("attachments/<int:pk>/", documents.download_attachment, name="download_attachment"),
    path("check/", documents.check_document, name="check_document"),
    path("check/<str:check_code>/", documents.check_document, name="check_document"),
]
