from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from afterschool.pages.lists import page_of
from afterschool.values.errors import require
from bureaus.tree.requests import HttpRequest
from schools.pupils import permissions, services
from schools.pupils.filters import StudentSearch
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
    rows = Student.objects.visible_to(request.actor).enrolled().select_related("school_class")
    context = {
        "page": page_of(request, search.search(rows)),
        "search": search,
        "may_import": permissions.can_import_students(request.actor),
    }
    for student in context["page"]:
        student.may_read = bool(student.id_number) and permissions.can_read_id_number(request.actor, student)
    return render(request, "schools/pupils/list_students.html", context)


@never_cache
@require_POST
def read_id_number(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    """Shows the whole number once, on a page that is never cached."""
    rows = Student.objects.visible_to(request.actor).select_related("school", "school_class")
    student = get_object_or_404(rows, pk=pk)
    number = services.read_id_number(student=student, by=request.actor)
    return render(request, "schools/pupils/read_id_number.html", {"student": student, "number": number})
