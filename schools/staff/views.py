"""The people who serve at a school."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from afterschool.pages.forms import refusals_on
from afterschool.pages.lists import page_of
from afterschool.values.errors import require
from bureaus.tree.requests import HttpRequest
from schools.register.requests import own_school
from schools.staff import permissions, reports, rules, services
from schools.staff.filters import StaffFilter
from schools.staff.forms import StaffForm
from schools.staff.models import Staff


@require_safe
def list_staff(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_staff(request.actor))
    rows = Staff.objects.visible_to(request.actor).select_related("school").order_by("-is_active", "school", "name")
    staff_filter = StaffFilter(request.GET, rows)
    page, today = page_of(request, staff_filter.qs), timezone.localdate()
    for person in page:
        person.lacking = rules.lacking_vetting(reports.staff_facts(person), today) if person.is_outside else []
    context = {
        "page": page,
        "filters": staff_filter.form,
        "may_edit": permissions.can_edit_staff(request.actor, request.actor.school_id),
    }
    return render(request, "schools/staff/list_staff.html", context)


@require_http_methods(["GET", "POST"])
def add_staff(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_edit_staff(request.actor, request.actor.school_id))
    form = StaffForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            person = services.add_staff(school=own_school(request), by=request.actor, **form.cleaned_data)
            messages.success(request, f"{person.name}已登记。")
            return redirect("schools:list_staff", bureau_code=bureau_code)
    return render(request, "schools/staff/add_staff.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit_staff(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    person = get_object_or_404(Staff.objects.visible_to(request.actor), pk=pk)
    require(permissions.can_edit_staff(request.actor, person.school_id))
    form = StaffForm(request.POST or None, instance=person)
    if form.is_valid():
        with refusals_on(form):
            services.edit_staff(person=person, by=request.actor, **form.cleaned_data)
            messages.success(request, f"{person.name}的登记已修改。")
            return redirect("schools:list_staff", bureau_code=bureau_code)
    return render(request, "schools/staff/edit_staff.html", {"form": form, "person": person})
