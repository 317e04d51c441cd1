from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from afterschool.pages.forms import ReasonForm, refusals_on
from afterschool.pages.lists import page_of
from afterschool.values.errors import require
from audit import events
from bureaus.tree.requests import HttpRequest
from schools.pupils import permissions, services
from schools.pupils.events import StudentLeft
from schools.pupils.filters import StudentSearch
from schools.pupils.forms import LeaveSchoolForm
from schools.pupils.models import Student
from schools.register.models import SchoolClass
from schools.register.requests import own_school


@require_safe
def list_classes(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_students(request.actor))
    enrolled = Count("students", filter=Q(students__status=Student.Status.ENROLLED))
    rows = SchoolClass.objects.visible_to(request.actor).annotate(enrolled=enrolled).order_by("grade", "number")
    if request.actor.class_id:
        rows = rows.filter(pk=request.actor.class_id)
    context = {"page": page_of(request, rows), "school": own_school(request)}
    return render(request, "schools/pupils/list_classes.html", context)


@require_safe
def list_students(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_students(request.actor))
    classes = SchoolClass.objects.visible_to(request.actor)
    search = StudentSearch(request.GET, classes=classes)
    rows = Student.objects.visible_to(request.actor).select_related("school_class")
    context = {
        "page": page_of(request, search.search(rows)),
        "search": search,
        "may_import": permissions.can_import_students(request.actor),
    }
    for student in context["page"]:
        student.may_read = bool(student.id_number) and permissions.can_read_id_number(request.actor, student)
        student.may_leave = permissions.can_leave_school(request.actor, student)
    return render(request, "schools/pupils/list_students.html", context)


@never_cache
@require_POST
def read_id_number(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    """Shows the whole number once, on a page that is never cached."""
    student = student_or_404(request, pk)
    number = services.read_id_number(student=student, by=request.actor)
    return render(request, "schools/pupils/read_id_number.html", {"student": student, "number": number})


def student_or_404(request: HttpRequest, pk: int) -> Student:
    rows = Student.objects.visible_to(request.actor).select_related("school", "school_class")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def leave_school(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    """办理离校: says before the button what ends with it."""
    student = student_or_404(request, pk)
    require(permissions.can_leave_school(request.actor, student))
    form = LeaveSchoolForm(request.POST or None, initial={"left_on": timezone.localdate()})
    if form.is_valid():
        with refusals_on(form):
            services.leave_school(student=student, by=request.actor, **form.cleaned_data)
            messages.success(request, f"{student}已办理离校。")
            return redirect("schools:list_students", bureau_code=bureau_code)
    context = {"student": student, "form": form, "consequences": events.foreseen(StudentLeft, student)}
    return render(request, "schools/pupils/leave_school.html", context)


@require_http_methods(["GET", "POST"])
def return_to_school(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    student = student_or_404(request, pk)
    require(permissions.can_leave_school(request.actor, student))
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.return_to_school(student=student, by=request.actor, **form.cleaned_data)
            messages.success(request, f"{student}已回到名册。")
            return redirect("schools:list_students", bureau_code=bureau_code)
    return render(request, "schools/pupils/return_to_school.html", {"student": student, "form": form})
