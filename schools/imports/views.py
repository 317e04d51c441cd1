"""Spreadsheets in: checked first, imported after, all rows or none."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from io import BytesIO

from django.contrib import messages
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from afterschool.pages.forms import refusals_on
from afterschool.values.crypto import decrypt, encrypt
from afterschool.values.errors import require
from bureaus.tree.requests import HttpRequest
from schools.imports import services
from schools.imports.forms import ImportForm
from schools.imports.resources import SchoolResource, StudentResource
from schools.pupils import permissions as pupil_permissions
from schools.register import permissions as school_permissions
from schools.register.requests import own_school

KEPT_SECONDS = 30 * 60
Job = Callable[..., services.ImportPreview]


@require_http_methods(["GET", "POST"])
def import_schools(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(school_permissions.can_import_schools(request.actor))
    page = {"title": "导入学校", "resource": SchoolResource, "done": "schools:list_schools", "unit": "所学校"}

    def preview(upload: UploadedFile) -> services.ImportPreview:
        return services.preview_schools(upload=upload, by=request.actor)

    def run(upload: UploadedFile) -> services.ImportPreview:
        return services.import_schools(upload=upload, by=request.actor)

    return _answer(request, bureau_code, preview, run, page)


@require_http_methods(["GET", "POST"])
def import_students(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(pupil_permissions.can_import_students(request.actor))
    school = own_school(request)
    page = {"title": "导入学生", "resource": StudentResource, "done": "schools:list_students", "unit": "名学生"}

    def preview(upload: UploadedFile) -> services.ImportPreview:
        return services.preview_students(school=school, upload=upload, by=request.actor)

    def run(upload: UploadedFile) -> services.ImportPreview:
        return services.import_students(school=school, upload=upload, by=request.actor)

    return _answer(request, bureau_code, preview, run, page)


def _answer(request: HttpRequest, bureau_code: str, preview: Job, run: Job, page: dict) -> HttpResponse:
    """First POST: a file to check. Second POST: the token of a file that was found right."""
    resource = page.pop("resource")
    context = page | {"form": ImportForm(), "required": resource.required, "optional": resource.optional}
    if request.method == "POST" and request.POST.get("token"):
        return _run(request, bureau_code, run, context)
    if request.method == "POST":
        form = context["form"] = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            with refusals_on(form, otherwise="file"):
                import_preview = context["preview"] = preview(form.cleaned_data["file"])
                context["token"] = _keep_file(request, form.cleaned_data["file"]) if import_preview.is_clean else ""
    return render(request, "schools/imports/import_rows.html", context)


def _run(request: HttpRequest, bureau_code: str, run: Job, context: dict) -> HttpResponse:
    upload = _kept_file(request, request.POST["token"])
    if upload is None:
        messages.error(request, "检查过的文件只保留半小时，且只能导入一次，请重新上传。")
        return redirect(request.path)
    try:
        done = run(upload)
    except services.ImportRefused as refusal:
        return render(request, "schools/imports/import_rows.html", context | {"preview": refusal.preview, "token": ""})
    messages.success(request, f"已导入 {done.total} {context['unit']}：新增 {done.new}，更新 {done.changed}。")
    return redirect(context["done"], bureau_code=bureau_code)


# --- the checked file between the two steps: sealed, for half an hour, for the same person --------------------------------


def _keep_file(request: HttpRequest, upload: UploadedFile) -> str:
    upload.seek(0)
    token = secrets.token_urlsafe(24)
    cache.set(_key(request, token), encrypt(base64.b64encode(upload.read()).decode(), "import"), KEPT_SECONDS)
    return token


def _kept_file(request: HttpRequest, token: str) -> UploadedFile | None:
    sealed = cache.get(_key(request, token))
    if sealed is None:
        return None
    cache.delete(_key(request, token))
    content = base64.b64decode(decrypt(sealed, "import"))
    return UploadedFile(BytesIO(content), name="import", size=len(content))


def _key(request: HttpRequest, token: str) -> str:
    return f"import:{request.actor.membership_id}:{token}"
