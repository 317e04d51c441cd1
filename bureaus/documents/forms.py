"""Forms about documents."""

from hashlib import file_digest

from django import forms
from django.core.files.uploadedfile import UploadedFile

CHECK_MAX_BYTES = 30 * 1024 * 1024


class CheckDocumentForm(forms.Form):
    """Compare a file with what was issued; the file is hashed and forgotten."""

    file = forms.FileField(
        label="电子文件", help_text="选择您收到的电子文件，与留存的摘要比对。文件只用来计算摘要，不会保存。"
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > CHECK_MAX_BYTES:
            raise forms.ValidationError("文件超过 30 MB，不是本平台制发的文书。")
        return file

    @property
    def sha256(self) -> str:
        file = self.cleaned_data["file"]
        file.seek(0)
        return file_digest(file, "sha256").hexdigest()
