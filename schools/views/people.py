"""Classes, pupils, and who serves."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from afterschool.errors import RuleViolation, require
from afterschool.lists import page_of
from bureaus.requests import HttpRequest
from schools import permissions, reports, rules, services
from schools.filters import StaffFilter, StudentSearch
from schools.forms import StaffForm
from schools.models import SchoolClass, Staff, Student

from .here import own_school


@require_safe
def list_classes(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_students(request.actor))
    enrolled = Count("students", filter=Q(students__status=Student.Status.ENROLLED))
    rows = SchoolClass.objects.visible_to(request.actor).annotate(enrolled=enrolled).order_by("grade", "number")
    if request.actor.class_id:
        rows = rows.filter(pk=request.actor.class_id)
    context = {"page": page_of(request, rows), "school": own_school(request)}
    return render(request, "schools/list_classes.html", context)


@require_safe
def list_students(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_students(request.actor))
    classes = SchoolClass.objects.visible_to(request.actor)
    search = StudentSearch(request.GET, classes=classes)
    rows = Student.objects.visible_to(request.actor).enrolled().select_related("school_class")
    context = {
        "page": page_of(request, search.search(rows)),
        "search": search,
        "may_import": permissions.can_import_students(request.actor),
    }
    for student in context["page"]:
        student.may_read = bool(student.id_number) and permissions.can_read_id_number(request.actor, student)
    return render(request, "schools/list_students.html", context)


@never_cache
@require_POST
def read_id_number(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    """The whole number, once, on a page that no cache keeps."""
    rows = Student.objects.visible_to(request.actor).select_related("school", "school_class")
    student = get_object_or_404(rows, pk=pk)
    number = services.read_id_number(student=student, by=request.actor)
    return render(request, "schools/read_id_number.html", {"student": student, "number": number})


@require_safe
def list_staff(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_staff(request.actor))
    rows = Staff.objects.visible_to(request.actor).select_related("school").order_by("-is_active", "school", "name")
    found = StaffFilter(request.GET, rows)
    page, today = page_of(request, found.qs), timezone.localdate()
    for person in page:
        person.lacking = rules.lacking_vetting(reports.staff_facts(person), today) if person.is_outside else []
    context = {
        "page": page,
        "filters": found.form,
        "may_edit": permissions.can_edit_staff(request.actor, request.actor.school_id),
    }
    return render(request, "schools/list_staff.html", context)


@require_http_methods(["GET", "POST"])
def add_staff(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_edit_staff(request.actor, request.actor.school_id))
    form = StaffForm(request.POST or None)
    if form.is_valid():
        person = services.add_staff(school=own_school(request), by=request.actor, **form.cleaned_data)
        messages.success(request, f"{person.name}已登记。")
        return redirect("schools:list_staff", bureau_code=bureau_code)
    return render(request, "schools/add_staff.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit_staff(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    person = get_object_or_404(Staff.objects.visible_to(request.actor), pk=pk)
    require(permissions.can_edit_staff(request.actor, person.school_id))
    form = StaffForm(request.POST or None, instance=person)
    if form.is_valid():
        try:
            services.edit_staff(person=person, by=request.actor, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"{person.name}的登记已修改。")
            return redirect("schools:list_staff", bureau_code=bureau_code)
    return render(request, "schools/edit_staff.html", {"form": form, "person": person})
