from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin, UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor
from audit.roles import BUREAU_ROLES, OUTSIDE_ROLES, SCHOOL_ROLES, Role


class User(AbstractBaseUser, PermissionsMixin):
    """工作人员账号. Somebody who signs in with a password; memberships say what they may do."""

    table_class = "reference"
    last_login = None  # a write to a shared table at every sign-in would not scale

    username = models.CharField(
        "用户名",
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "这个用户名已经有人使用。"},
    )
    name = models.CharField("姓名", max_length=60)
    email = models.EmailField("邮箱", blank=True)
    is_active = models.BooleanField("可登录", default=True)
    is_staff = models.BooleanField("平台运维", default=False)
    must_change_password = models.BooleanField("须改密码", default=False)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "工作人员账号"

    def __str__(self) -> str:
        return self.name or self.username


class MembershipQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "MembershipQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        return rows.filter(school_id=actor.school_id) if actor.is_school else rows.none()

    def held_by(self, user: User | AnonymousUser) -> "MembershipQuerySet":
        """One person's memberships in all bureaus: the wall lets everyone see their own."""
        return self.filter(user=user, is_active=True).select_related("bureau").order_by("bureau__code", "pk")


class Membership(TenantModel):
    """任职. One person in one role, in the bureau or in one of its schools."""

    kind_code = "membership"
    row_policies = {"own_memberships": "user_id = NULLIF(current_setting('app.user_id', true), '')::bigint"}

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField("岗位", max_length=32, choices=Role)
    school = TenantForeignKey(
        "schools_register.School", models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    school_class = TenantForeignKey(
        "schools_register.SchoolClass", models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_active = models.BooleanField("在任", default=True)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = TenantManager.from_queryset(MembershipQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        indexes = [models.Index(fields=["user", "bureau"], name="membership_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "user", "role", "school", "school_class"],
                nulls_distinct=False,
                name="membership_once",
                violation_error_message="此人已有这个任职。",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(BUREAU_ROLES | OUTSIDE_ROLES), school__isnull=True)
                | Q(role__in=sorted(SCHOOL_ROLES), school__isnull=False),
                name="membership_place",
                violation_error_message="教育局岗位不属于学校，学校岗位要指明学校。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}（{self.get_role_display()}）"
