"""Downloads, and the public page that confirms a document."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from afterschool.pages.access import public
from bureaus.documents import reports, services
from bureaus.documents.forms import CheckDocumentForm
from bureaus.documents.models import Attachment, IssuedDocument
from bureaus.tree.requests import HttpRequest

SHOWN_IN_PLACE = {"image/jpeg", "image/png"}  # pictures we drew ourselves (afterschool/uploads.py)


@require_GET
def download_document(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    try:
        return _answer(services.open_document(request.actor, pk))
    except IssuedDocument.DoesNotExist:
        raise Http404 from None


@require_GET
def download_attachment(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    try:
        return _answer(services.open_attachment(request.actor, pk))
    except Attachment.DoesNotExist:
        raise Http404 from None


def _answer(opened: services.Opened) -> HttpResponse:
    """The file, read whole inside the scope; not to be sniffed, cached by others or executed."""
    attached = opened.media_type not in SHOWN_IN_PLACE
    return HttpResponse(
        opened.content,
        content_type=opened.media_type,
        headers={
            "Content-Disposition": content_disposition_header(attached, opened.name) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )


@public
@require_http_methods(["GET", "POST"])
def check_document(request: HttpRequest, bureau_code: str, check_code: str = "") -> HttpResponse:
    """Anybody with the code on the paper learns that it was issued; anybody with the file, whether it is the same."""
    typed = reports.tidy_check_code(request.GET.get("check_code", ""))
    if typed:
        return redirect("bureaus:check_document", bureau_code=bureau_code, check_code=typed)
    confirmation = reports.confirm_document(request.bureau, reports.tidy_check_code(check_code))
    form = CheckDocumentForm(request.POST or None, request.FILES or None)
    context = {"check_code": check_code, "form": form, "confirmation": confirmation, "is_same_file": None}
    if confirmation and request.method == "POST" and form.is_valid():
        context["is_same_file"] = form.sha256 in confirmation.hashes.values()
    status = 404 if check_code and confirmation is None else 200
    return render(request, "bureaus/documents/check_document.html", context, status=status)
