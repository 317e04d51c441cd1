"""Django's admin as the operator's window: read-only, one bureau at a time, and no table that names a child."""

import structlog
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from afterschool.tenancy.models import TenantModel
from afterschool.tenancy.scopes import current_scope

log = structlog.get_logger("support")
SUPPORT_KEY = "support_bureau"  # session: the code of the bureau an operator looks at
admin.site.site_header = "课后服务 · 平台运维（只读）"
admin.site.site_title = "平台运维"
admin.site.index_title = "先在“教育局”中选择要支持的一家，再查看它的记录"
admin.site.disable_action("delete_selected")


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows rows and changes none: rows change in services, through somebody with a role."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        if issubclass(self.model, TenantModel):
            return rows.filter(bureau_id__in=current_scope().bureau_ids)
        return rows


class BureauAdmin(ReadOnlyAdmin):
    """The tree, and the choice of the bureau to support."""

    list_display = ["code", "name", "level", "parent", "is_active"]
    list_filter = ["level", "is_active"]
    search_fields = ["code", "name"]
    actions = ["support"]

    @admin.action(description="查看这家教育局的记录", permissions=["view"])
    def support(self, request: HttpRequest, queryset: QuerySet) -> None:
        bureau = queryset.first()
        request.session[SUPPORT_KEY] = bureau.code
        log.info("support", bureau=bureau.code, user=request.user.pk)
        self.message_user(request, f"现在查看的是{bureau.name}。", messages.SUCCESS)
