from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from afterschool.tenancy.fields import PartitionDateField
from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor
from bureaus.terms.models import Term
from enrollment.admissions.models import Place
from providers.register.models import Provider
from schools.plans.models import Activity, ServicePlan


class SessionQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "SessionQuerySet":
        """The bureau; the school; a teacher's list is narrowed in the view, a substitute may still take the roll."""
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        return rows.filter(school_id=actor.school_id) if actor.is_school else rows.none()

    def held(self) -> "SessionQuerySet":
        return self.filter(status=Session.Status.HELD)

    def of_plan_after(self, plan: ServicePlan, day: date) -> "SessionQuerySet":
        return self.filter(activity__plan=plan, day__gt=day)

    def that_may_take_place(self) -> "SessionQuerySet":
        """Of plans in force in a running term, of no club whose institution may not serve, and of nothing called off."""
        in_force = self.filter(
            activity__plan__status=ServicePlan.Status.APPROVED, activity__plan__term__status=Term.Status.OPEN
        ).exclude(offering__is_cancelled=True)
        stopped = Q(activity__kind=Activity.Kind.CLUB, activity__provider__status__in=Provider.OUT_OF_SERVICE)
        return in_force.exclude(stopped)

    def served_by_after(self, provider: Provider, day: date) -> "SessionQuerySet":
        """Sessions of its clubs. Base care never rests: the school itself looks after the children."""
        return self.filter(activity__provider=provider, activity__kind=Activity.Kind.CLUB, day__gt=day)

    def attended_by(self, **which: object) -> "SessionQuerySet":
        """Sessions on whose day some child takes part; `which` narrows the places (`application__student=…`)."""
        places = Place.objects.of(OuterRef("bureau_id")).taking_part_on(OuterRef("day"))
        return self.filter(Exists(places.filter(offering=OuterRef("offering"), **which)))


class Session(TenantModel):
    """课次. One meeting of one activity on one day. It is held once its roll has been taken, and final from then on."""

    kind_code = "session"

    class Status(models.TextChoices):
        PLANNED = "planned", "未开始"
        HELD = "held", "已点名"
        CANCELLED = "cancelled", "取消"

    class Cause(models.TextChoices):
        """Why a session is cancelled. When other causes cease it is restored, unless somebody cancelled it by hand."""

        HAND = "hand", "学校取消"
        CALENDAR = "calendar", "校历调整"
        PROVIDER = "provider", "机构停止服务"
        PLAN = "plan", "方案撤销备案"
        TERM = "term", "学期结束"

    TRANSITIONS = {
        Status.PLANNED: {Status.HELD, Status.CANCELLED},
        Status.HELD: set(),
        Status.CANCELLED: {Status.PLANNED},
    }
    NEWS = {
        Status.PLANNED: "none, because timetables and charges count the sessions that stand when they are asked",
        Status.HELD: "none, because figures are counted anew from the sessions that were held",
        Status.CANCELLED: "none, because timetables and charges count the sessions that stand when they are asked",
    }

    status = models.CharField("状态", max_length=10, choices=Status, default=Status.PLANNED)
    school = TenantForeignKey("schools_register.School", models.PROTECT, related_name="sessions")
    term = TenantForeignKey("bureaus_terms.Term", models.PROTECT, related_name="sessions")
    activity = TenantForeignKey("schools_plans.Activity", models.PROTECT, related_name="sessions")
    offering = TenantForeignKey("enrollment_admissions.Offering", models.PROTECT, null=True, related_name="sessions")
    day = models.DateField("日期")
    starts_at = models.TimeField("开始")
    ends_at = models.TimeField("结束")
    teacher = TenantForeignKey("schools_staff.Staff", models.PROTECT, related_name="sessions")
    roll_taken_at = models.DateTimeField("点名时间", null=True)
    roll_taken_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    cancelled_for = models.CharField("取消缘由", max_length=12, choices=Cause, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)
    present_count = models.PositiveSmallIntegerField("实到", default=0)
    absent_count = models.PositiveSmallIntegerField("未到", default=0)

    objects = TenantManager.from_queryset(SessionQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "课次"
        ordering = ["day", "starts_at"]
        indexes = [
            models.Index(fields=["bureau", "school", "day"], name="session_school_day"),
            models.Index(fields=["bureau", "term", "status"], name="session_term_status"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "activity", "day", "starts_at"], name="session_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.day}"

    def get_absolute_url(self) -> str:
        return reverse("enrollment:take_roll", kwargs={"bureau_code": self.bureau.code, "pk": self.pk})


class AttendanceQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "AttendanceQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_school:
            return rows.filter(session__school_id=actor.school_id)
        return rows.filter(student__guardianships__guardian_id=actor.guardian_id) if actor.is_guardian else rows.none()


class Attendance(TenantModel):
    """考勤. One child at one session. The table is split by month; nothing points at it."""

    kind_code = "attendance"

    class Status(models.TextChoices):
        PRESENT = "present", "到"
        ABSENT = "absent", "未到"
        LEAVE = "leave", "请假"
        LEFT_EARLY = "left_early", "提前离校"

    day = PartitionDateField("日期")
    session = TenantForeignKey(Session, models.PROTECT, related_name="attendances")
    student = TenantForeignKey("schools_pupils.Student", models.PROTECT, related_name="attendances")
    status = models.CharField("考勤", max_length=12, choices=Status)
    note = models.CharField("备注", max_length=100, blank=True)

    objects = TenantManager.from_queryset(AttendanceQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "考勤"
        indexes = [models.Index(fields=["bureau", "student", "day"], name="attendance_student")]
        constraints = [models.UniqueConstraint(fields=["bureau", "session", "student", "day"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.student} {self.day} {self.get_status_display()}"
