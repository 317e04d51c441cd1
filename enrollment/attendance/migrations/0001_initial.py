import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import afterschool.tenancy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_terms", "0001_initial"),
        ("bureaus_tree", "0001_initial"),
        ("enrollment_admissions", "0001_initial"),
        ("schools_plans", "0001_initial"),
        ("schools_pupils", "0001_initial"),
        ("schools_register", "0001_initial"),
        ("schools_staff", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "未开始"), ("held", "已点名"), ("cancelled", "取消")],
                        default="planned",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("starts_at", models.TimeField(verbose_name="开始")),
                ("ends_at", models.TimeField(verbose_name="结束")),
                ("roll_taken_at", models.DateTimeField(null=True, verbose_name="点名时间")),
                (
                    "cancelled_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hand", "学校取消"),
                            ("calendar", "校历调整"),
                            ("provider", "机构停止服务"),
                            ("plan", "方案撤销备案"),
                            ("term", "学期结束"),
                        ],
                        max_length=12,
                        verbose_name="取消缘由",
                    ),
                ),
                ("cancel_reason", models.CharField(blank=True, max_length=200, verbose_name="取消原因")),
                ("present_count", models.PositiveSmallIntegerField(default=0, verbose_name="实到")),
                ("absent_count", models.PositiveSmallIntegerField(default=0, verbose_name="未到")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="schools_plans.activity",
                    ),
                ),
                (
                    "bureau",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bureaus_tree.bureau",
                        verbose_name="所属教育局",
                    ),
                ),
                (
                    "offering",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="enrollment_admissions.offering",
                    ),
                ),
                (
                    "roll_taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="schools_register.school",
                    ),
                ),
                (
                    "teacher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="schools_staff.staff"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="bureaus_terms.term"
                    ),
                ),
            ],
            options={
                "verbose_name": "课次",
                "verbose_name_plural": "课次",
                "ordering": ["day", "starts_at"],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", afterschool.tenancy.fields.PartitionDateField(verbose_name="日期")),
                (
                    "status",
                    models.CharField(
                        choices=[("present", "到"), ("absent", "未到"), ("leave", "请假"), ("left_early", "提前离校")],
                        max_length=12,
                        verbose_name="考勤",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="备注")),
                (
                    "bureau",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bureaus_tree.bureau",
                        verbose_name="所属教育局",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="schools_pupils.student",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="enrollment_attendance.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "考勤",
                "verbose_name_plural": "考勤",
            },
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["bureau", "school", "day"], name="session_school_day"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["bureau", "term", "status"], name="session_term_status"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(fields=("bureau", "activity", "day", "starts_at"), name="session_once"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="session_ends_after_start"
            ),
        ),
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(fields=["bureau", "student", "day"], name="attendance_student"),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(fields=("bureau", "session", "student", "day"), name="attendance_once"),
        ),
    ]
