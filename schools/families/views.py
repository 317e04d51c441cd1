from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from afterschool.values.errors import Forbidden
from bureaus.tree.requests import HttpRequest
from schools.families import services
from schools.families import texts as consent_texts
from schools.families.models import Guardianship


def require_guardian(request: HttpRequest) -> None:
    """These pages are for guardians; staff have no child here."""
    if not request.actor.is_guardian:
        raise Forbidden("这是家长的页面，请用登记的手机号登录。")


def guardianship_or_404(request: HttpRequest, student_id: int) -> Guardianship:
    require_guardian(request)
    guardianships = Guardianship.objects.visible_to(request.actor).filter(student_id=student_id)
    guardianship = guardianships.select_related("student__school", "student__school_class").first()
    if guardianship is None:
        raise Http404
    return guardianship


@require_http_methods(["GET", "POST"])
def give_consent(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    guardianship = guardianship_or_404(request, pk)
    if request.method == "POST":
        if request.POST.get("answer") == "refuse":
            services.refuse_consent(guardianship=guardianship, by=request.actor)
            messages.info(request, "已记下您不同意。孩子照常上学；需要课后服务的，可以到学校用纸质方式报名。")
        else:
            services.give_consent(guardianship=guardianship, by=request.actor)
            messages.success(request, "已记下您同意，可以报名了。")
        return redirect("enrollment:show_family", bureau_code=bureau_code)
    context = {"guardianship": guardianship, "points": consent_texts.POINTS, "version": consent_texts.VERSION}
    return render(request, "schools/families/give_consent.html", context)
