import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import afterschool.values.ranges


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_documents", "0001_initial"),
        ("bureaus_terms", "0001_initial"),
        ("bureaus_tree", "0001_initial"),
        ("providers_register", "0001_initial"),
        ("schools_register", "0001_initial"),
        ("schools_staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServicePlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "待审批"),
                            ("returned", "已退回"),
                            ("approved", "已备案"),
                            ("withdrawn", "已撤销"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                ("survey_summary", models.TextField(blank=True, verbose_name="摸底情况")),
                ("organization", models.TextField(blank=True, verbose_name="组织领导与人员安排")),
                ("management_rules", models.TextField(blank=True, verbose_name="管理制度")),
                ("safety_measures", models.TextField(blank=True, verbose_name="安全防范措施")),
                ("emergency_plan", models.TextField(blank=True, verbose_name="应急预案")),
                ("risk_assessment", models.TextField(blank=True, verbose_name="风险评估")),
                ("insurance", models.CharField(blank=True, max_length=100, verbose_name="校方责任险")),
                (
                    "exercise_minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="每日体育锻炼分钟"),
                ),
                ("lesson_minutes", models.PositiveSmallIntegerField(default=40, verbose_name="每课时分钟")),
                (
                    "fee_amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="收费标准"),
                ),
                (
                    "fee_unit",
                    models.CharField(
                        blank=True,
                        choices=[("lesson", "每课时"), ("month", "每月"), ("term", "每学期")],
                        max_length=8,
                        verbose_name="计费单位",
                    ),
                ),
                ("fee_document", models.CharField(blank=True, max_length=100, verbose_name="收费依据文号")),
                (
                    "collection_channel",
                    models.CharField(
                        choices=[
                            ("school_account", "学校账户"),
                            ("parents_committee", "家长委员会代收"),
                            ("provider", "第三方机构收取"),
                            ("provider_via_committee", "第三方机构委托家委会代收"),
                            ("personal_account", "个人账户"),
                        ],
                        default="school_account",
                        max_length=24,
                        verbose_name="收费渠道",
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="报送时间")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="审批时间")),
                ("returned_reason", models.TextField(blank=True, verbose_name="退回理由")),
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
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="schools_register.school"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="bureaus_terms.term"
                    ),
                ),
            ],
            options={
                "verbose_name": "课后服务方案",
                "verbose_name_plural": "课后服务方案",
                "ordering": ["-term__starts_on", "school__code"],
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("content", models.JSONField(verbose_name="内容")),
                ("submitted_at", models.DateTimeField(auto_now_add=True, verbose_name="报送时间")),
                ("submitted_by", models.CharField(max_length=60, verbose_name="报送人")),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="schools_plans.serviceplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "方案版本",
                "verbose_name_plural": "方案版本",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="PlanAttachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attachment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bureaus_documents.attachment"
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="schools_plans.serviceplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "方案附件",
                "verbose_name_plural": "方案附件",
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("base_care", "基础看护"), ("club", "社团")], max_length=12, verbose_name="性质"
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("homework_guidance", "作业辅导"),
                            ("physical_activity", "体育活动"),
                            ("science_education", "科学教育"),
                            ("arts", "文艺"),
                            ("labor", "劳动"),
                            ("reading", "阅读"),
                            ("interest_group", "兴趣小组及社团"),
                            ("mental_health", "心理辅导"),
                            ("comprehensive_practice", "综合实践"),
                        ],
                        max_length=30,
                        verbose_name="类别",
                    ),
                ),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (1, "周一"),
                                (2, "周二"),
                                (3, "周三"),
                                (4, "周四"),
                                (5, "周五"),
                                (6, "周六"),
                                (7, "周日"),
                            ]
                        ),
                        size=None,
                        verbose_name="星期",
                    ),
                ),
                ("starts_at", models.TimeField(verbose_name="开始")),
                ("ends_at", models.TimeField(verbose_name="结束")),
                ("grade_from", models.PositiveSmallIntegerField(default=1, verbose_name="最低年级")),
                ("grade_to", models.PositiveSmallIntegerField(default=9, verbose_name="最高年级")),
                ("capacity", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="人数上限")),
                ("venue", models.CharField(blank=True, max_length=60, verbose_name="场地")),
                ("content", models.TextField(blank=True, verbose_name="内容")),
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
                    "provider",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="providers_register.provider",
                        verbose_name="第三方机构",
                    ),
                ),
                (
                    "teacher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="schools_staff.staff",
                        verbose_name="任课教师",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="schools_plans.serviceplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "活动",
                "verbose_name_plural": "活动",
                "ordering": ["kind", "category", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TimeSlot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "service",
                    models.CharField(
                        choices=[
                            ("after_school", "课后服务"),
                            ("extended_care", "延时托管"),
                            ("morning_care", "早到校看管"),
                            ("lunch", "午餐"),
                            ("midday_care", "午休看管"),
                            ("evening_study", "晚自习"),
                        ],
                        default="after_school",
                        max_length=16,
                        verbose_name="服务类型",
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "周一"),
                            (2, "周二"),
                            (3, "周三"),
                            (4, "周四"),
                            (5, "周五"),
                            (6, "周六"),
                            (7, "周日"),
                        ],
                        verbose_name="星期",
                    ),
                ),
                ("starts_at", models.TimeField(verbose_name="开始")),
                ("ends_at", models.TimeField(verbose_name="结束")),
                ("grade_from", models.PositiveSmallIntegerField(default=1, verbose_name="最低年级")),
                ("grade_to", models.PositiveSmallIntegerField(default=9, verbose_name="最高年级")),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="schools_plans.serviceplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "服务时段",
                "verbose_name_plural": "服务时段",
                "ordering": ["weekday", "starts_at"],
            },
        ),
        migrations.AddIndex(
            model_name="serviceplan",
            index=models.Index(fields=["bureau", "term", "status"], name="plan_term_status"),
        ),
        migrations.AddConstraint(
            model_name="serviceplan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "withdrawn"), _negated=True),
                fields=("bureau", "school", "term"),
                name="plan_once_a_term",
                violation_error_message="本校本学期已有方案。",
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("fee_amount__isnull", True), ("fee_amount__gte", 0), _connector="OR"),
                name="plan_fee_not_negative",
                violation_error_message="收费标准不能是负数。",
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.UniqueConstraint(fields=("bureau", "plan", "number"), name="plan_version_once"),
        ),
        migrations.AddConstraint(
            model_name="planattachment",
            constraint=models.UniqueConstraint(fields=("bureau", "plan", "attachment"), name="plan_attachment_once"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["bureau", "category"], name="activity_category"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                fields=("bureau", "plan", "name"),
                name="activity_name_once",
                violation_error_message="方案里已有同名活动。",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="activity_ends_after_start",
                violation_error_message="结束时间要晚于开始时间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("grade_from__gte", 1), ("grade_to__gte", models.F("grade_from")), ("grade_to__lte", 9)
                ),
                name="activity_grades",
                violation_error_message="年级范围应在一至九年级之间，且由低到高。",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("capacity__isnull", True), ("kind", "base_care")),
                    models.Q(("capacity__gt", 0), ("kind", "club")),
                    _connector="OR",
                ),
                name="activity_capacity",
                violation_error_message="社团要写人数上限；基础看护不限人数，不得拒绝学生。",
            ),
        ),
        migrations.AddIndex(
            model_name="timeslot",
            index=models.Index(fields=["bureau", "plan"], name="slot_plan"),
        ),
        migrations.AddConstraint(
            model_name="timeslot",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="slot_ends_after_start",
                violation_error_message="结束时间要晚于开始时间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="timeslot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("grade_from__gte", 1), ("grade_to__gte", models.F("grade_from")), ("grade_to__lte", 9)
                ),
                name="slot_grades",
                violation_error_message="年级范围应在一至九年级之间，且由低到高。",
            ),
        ),
        migrations.AddConstraint(
            model_name="timeslot",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("bureau", "="),
                    ("plan", "="),
                    ("weekday", "="),
                    (
                        afterschool.values.ranges.MinuteRange(
                            afterschool.values.ranges.Minutes("starts_at"), afterschool.values.ranges.Minutes("ends_at")
                        ),
                        "&&",
                    ),
                    (afterschool.values.ranges.GradeRange("grade_from", "grade_to"), "&&"),
                ],
                name="slot_no_overlap",
                violation_error_message="与同一天的另一个时段重叠。",
            ),
        ),
    ]
