"""Template filters that put an audit entry into words."""

from django import template

from afterschool.tenancy.kinds import model_of_kind
from audit.models import Entry

register = template.Library()
NOUNS = {
    "sessions": "课次",
    "slot": "时段",
    "slots": "时段",
    "activity": "活动",
    "nil": "零报告",
    "disposition": "处置结果",
    "in": "",
    "applications": "报名",
    "places": "名额",
    "reviews": "审核",
    "claims": "减免申请",
    "standards": "收费标准",
    "plans": "方案",
    "charges": "应收",
}
VERBS = {  # docs/glossary.md: first word of an act → its Chinese verb
    "accept": "签署",
    "add": "添加",
    "adopt": "采用",
    "answer": "答复",
    "apply": "申请",
    "approve": "审批通过",
    "ask": "要求补正",
    "attach": "上传附件",
    "cancel": "取消",
    "change": "修改",
    "check": "核验",
    "claim": "申请减免",
    "close": "结束",
    "confirm": "核对",
    "correct": "补正",
    "create": "建立",
    "created": "建立",
    "decide": "审核",
    "delete": "删除",
    "detach": "删除附件",
    "download": "下载",
    "draft": "起草",
    "edit": "修改",
    "end": "终止",
    "enroll": "报名",
    "export": "导出",
    "file": "填报",
    "filed": "填报",
    "forward": "报送",
    "freeze": "定稿",
    "generate": "排定",
    "give": "同意",
    "grant": "准予",
    "hold": "举行",
    "import": "导入",
    "issue": "开具",
    "mark": "请出纳核对",
    "merge": "汇总",
    "move": "调整",
    "open": "开启",
    "pay": "缴费",
    "publish": "公布",
    "record": "登记",
    "refuse": "不同意",
    "reject": "不予通过",
    "release": "释放",
    "remind": "提醒",
    "remove": "移除",
    "report": "报告",
    "restore": "恢复",
    "retire": "停用",
    "return": "退回",
    "review": "审查",
    "save": "保存",
    "send": "发送",
    "set": "设置",
    "sign": "登录",
    "start": "启动",
    "submit": "提交",
    "switch": "切换",
    "take": "点名",
    "update": "修改",
    "upload": "上传",
    "verify": "核实",
    "vote": "表决",
    "withdraw": "撤回",
}


@register.filter
def entry_words(entry: Entry) -> str:
    """服务方案：“草稿” → “已提交” for a change of state; the verb and the kind of row for everything else."""
    model = model_of_kind(entry.subject_kind)
    name = str(model._meta.verbose_name) if model else "记录"
    if entry.kind == Entry.Kind.READ:
        return f"查阅{name}"
    if entry.kind == Entry.Kind.MOVE and model:
        labels = dict(model.Status.choices) if hasattr(model, "Status") else {}
        return f"{name}：“{labels.get(entry.before, entry.before)}” → “{labels.get(entry.after, entry.after)}”"
    verb, _, noun = entry.action.rpartition(".")[2].partition("_")
    count = f" {entry.changes['count']} 项" if "count" in entry.changes else ""
    return VERBS.get(verb, "办理") + NOUNS.get(noun, name) + count
