"""Template filters that put an audit entry into words."""

from django import template
from django.apps import apps

from audit.models import Entry

register = template.Library()

VERBS = {  # docs/glossary.md: last word of an action → its Chinese verb
    "create": "建立",
    "created": "建立",
    "add": "添加",
    "edit": "修改",
    "change": "修改",
    "update": "修改",
    "remove": "移除",
    "sign_in": "登录",
    "issue": "签发",
    "publish": "公布",
    "adopt": "采用",
    "import": "导入",
    "decide": "作出决定",
    "claim": "申请",
    "download": "下载",
}


@register.filter
def entry_words(entry: Entry) -> str:
    """服务方案：“草稿” → “已提交” for a change of state; the verb and the kind of row for everything else."""
    model = _model(entry.subject_type)
    name = str(model._meta.verbose_name) if model else "记录"
    if entry.kind == Entry.Kind.READ:
        return f"查阅{name}"
    if entry.kind == Entry.Kind.MOVE and model:
        labels = dict(model.Status.choices) if hasattr(model, "Status") else {}
        return f"{name}：“{labels.get(entry.before, entry.before)}” → “{labels.get(entry.after, entry.after)}”"
    verb = VERBS.get(entry.action.rsplit(".", 1)[-1].split("_")[0]) or VERBS.get(
        entry.action.rsplit(".", 1)[-1], "办理"
    )
    return f"{verb}{name}"


def _model(label: str):
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None
