import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("bureaus_documents", "0001_initial"),
        ("bureaus_terms", "0001_initial"),
        ("bureaus_tree", "0001_initial"),
        ("schools_plans", "0001_initial"),
        ("schools_pupils", "0001_initial"),
        ("schools_register", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "未开放"), ("open", "报名中"), ("closed", "已截止")],
                        default="draft",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("first_come", "先到先得")],
                        default="first_come",
                        max_length=12,
                        verbose_name="录取方式",
                    ),
                ),
                ("opens_at", models.DateTimeField(verbose_name="开放时间")),
                ("closes_at", models.DateTimeField(verbose_name="截止时间")),
                ("clubs_per_student", models.PositiveSmallIntegerField(default=2, verbose_name="每人最多社团数")),
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
                        related_name="rounds",
                        to="schools_plans.serviceplan",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="schools_register.school"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="bureaus_terms.term"
                    ),
                ),
            ],
            options={
                "verbose_name": "报名轮次",
                "verbose_name_plural": "报名轮次",
                "ordering": ["-opens_at"],
            },
        ),
        migrations.CreateModel(
            name="Offering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("capacity", models.PositiveIntegerField(null=True, verbose_name="人数上限")),
                ("seats_left", models.IntegerField(null=True, verbose_name="剩余名额")),
                ("is_cancelled", models.BooleanField(default=False, verbose_name="停开")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offerings",
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offerings",
                        to="enrollment_admissions.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "可报项目",
                "verbose_name_plural": "可报项目",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "审核中"),
                            ("accepted", "待签协议"),
                            ("agreed", "已参加"),
                            ("rejected", "未通过"),
                            ("withdrawn", "已退出"),
                        ],
                        default="submitted",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("priority_group", models.SlugField(blank=True, max_length=40, verbose_name="优先群体")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                ("submitted_at", models.DateTimeField(auto_now_add=True, verbose_name="报名时间")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="审核时间")),
                ("decision_reason", models.CharField(blank=True, max_length=200, verbose_name="审核意见")),
                (
                    "takes_part_from",
                    models.DateField(
                        help_text="the day on which the agreement was accepted", null=True, verbose_name="参加起始日期"
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="退出时间")),
                (
                    "ended_reason",
                    models.CharField(
                        blank=True, help_text="empty: the family took it back", max_length=200, verbose_name="终止原因"
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
                    "guardian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="accounts.guardian"
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="schools_pupils.student",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="enrollment_admissions.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "报名申请",
                "verbose_name_plural": "报名申请",
                "ordering": ["submitted_at"],
            },
        ),
        migrations.CreateModel(
            name="ExemptionClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("submitted", "审核中"), ("accepted", "已认定"), ("rejected", "未认定")],
                        default="submitted",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("category", models.SlugField(max_length=40, verbose_name="类别")),
                ("category_name", models.CharField(max_length=60, verbose_name="类别名称")),
                ("reduction_percent", models.PositiveSmallIntegerField(default=100, verbose_name="减免比例")),
                ("valid_from", models.DateField(verbose_name="起始日期")),
                ("valid_to", models.DateField(verbose_name="截止日期")),
                ("clause", models.CharField(max_length=300, verbose_name="依据")),
                ("submitted_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="认定时间")),
                ("decision_reason", models.CharField(blank=True, max_length=200, verbose_name="认定意见")),
                (
                    "application",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exemption_claim",
                        to="enrollment_admissions.application",
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
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bureaus_documents.attachment"
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exemption_claims",
                        to="schools_pupils.student",
                    ),
                ),
            ],
            options={
                "verbose_name": "免收申请",
                "verbose_name_plural": "免收申请",
                "ordering": ["submitted_at"],
                "indexes": [models.Index(fields=["bureau", "student", "status"], name="claim_student")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                        name="claim_ends_after_start",
                        violation_error_message="截止日期不能早于起始日期。",
                    ),
                    models.CheckConstraint(condition=models.Q(("reduction_percent__lte", 100)), name="claim_percent"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("held", "占用"), ("released", "已释放")],
                        default="held",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "until_on",
                    models.DateField(
                        help_text="the last day of a place that was released", null=True, verbose_name="占用至"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="enrollment_admissions.application",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="enrollment_admissions.offering",
                    ),
                ),
            ],
            options={
                "verbose_name": "名额",
                "verbose_name_plural": "名额",
                "indexes": [models.Index(fields=["bureau", "offering", "status"], name="place_offering")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bureau", "application", "offering"),
                        name="place_once",
                        violation_error_message="同一个活动不能报两次。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "held"), ("until_on__isnull", True)),
                            models.Q(("status", "released"), ("until_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="place_released_until",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(fields=["bureau", "school", "term"], name="round_school_term"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                name="round_closes_after_opening",
                violation_error_message="截止时间要晚于开放时间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                fields=("bureau", "plan"), name="round_once_a_plan", violation_error_message="这个方案已经设置报名。"
            ),
        ),
        migrations.AddConstraint(
            model_name="offering",
            constraint=models.UniqueConstraint(fields=("bureau", "round", "activity"), name="offering_once"),
        ),
        migrations.AddConstraint(
            model_name="offering",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("capacity__isnull", True), ("seats_left__isnull", True)),
                    models.Q(("seats_left__gte", 0), ("seats_left__lte", models.F("capacity"))),
                    _connector="OR",
                ),
                name="offering_never_oversold",
                violation_error_message="名额已满。",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["bureau", "round", "status"], name="application_round_status"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["withdrawn", "rejected"]), _negated=True),
                fields=("bureau", "round", "student"),
                name="application_once",
                violation_error_message="这个孩子本轮已经报名。",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "agreed"), _negated=True), ("takes_part_from__isnull", False), _connector="OR"
                ),
                name="application_takes_part_from",
            ),
        ),
    ]
