import django.db.models.deletion
from django.db import migrations, models

import afterschool.values.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_tree", "0001_initial"),
        ("rectification_campaigns", "0001_initial"),
        ("schools_register", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClueReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "填报中"), ("filed", "已报送"), ("frozen", "已定稿")],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("month", models.PositiveSmallIntegerField(verbose_name="月")),
                ("is_nil", models.BooleanField(default=False, verbose_name="零报告")),
                ("due_on", models.DateField(help_text="the last day that counts as in time", verbose_name="报送期限")),
                ("filed_at", models.DateTimeField(null=True, verbose_name="报送时间")),
                ("filed_by", models.CharField(blank=True, max_length=60, verbose_name="填报人")),
                ("is_late", models.BooleanField(default=False, verbose_name="逾期报送")),
                ("frozen_at", models.DateTimeField(null=True, verbose_name="定稿时间")),
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
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clue_reports",
                        to="rectification_campaigns.campaign",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clue_reports",
                        to="schools_register.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "问题线索月报",
                "verbose_name_plural": "问题线索月报",
                "ordering": ["-year", "-month", "school__code"],
            },
        ),
        migrations.CreateModel(
            name="Clue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="given when the report is first filed",
                        max_length=30,
                        verbose_name="线索编号",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("petition", "信访举报"),
                            ("assigned", "上级交办"),
                            ("transferred", "其他单位移交"),
                            ("inspection", "监督检查中发现"),
                            ("audit", "审计中发现"),
                            ("public_topic", "群众点题留言"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="线索来源",
                    ),
                ),
                ("found_on", models.DateField(verbose_name="发现时间")),
                (
                    "subject_name",
                    afterschool.values.crypto.EncryptedTextField(purpose="clue", verbose_name="被反映人（单位）"),
                ),
                (
                    "subject_post",
                    afterschool.values.crypto.EncryptedTextField(blank=True, purpose="clue", verbose_name="单位及职务"),
                ),
                ("is_supervised_person", models.BooleanField(default=True, verbose_name="党员或监察对象")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("unauthorized_charge", "违规收费"),
                            ("misappropriation", "截留挪用挤占经费"),
                            ("allowance", "违规发放补助"),
                            ("provider_selection", "第三方机构遴选"),
                            ("forced_participation", "强制或变相强制参加"),
                            ("collective_tutoring", "集体补课、讲授新课"),
                            ("formalism", "形式主义、官僚主义"),
                            ("false_rectification", "虚假整改、表面整改"),
                            ("other", "其他"),
                        ],
                        max_length=24,
                        verbose_name="问题类别",
                    ),
                ),
                (
                    "summary",
                    afterschool.values.crypto.EncryptedTextField(purpose="clue", verbose_name="反映的主要问题"),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="涉及金额（元）"
                    ),
                ),
                ("is_discipline_business", models.BooleanField(verbose_name="属于纪检监察业务")),
                (
                    "handling",
                    models.CharField(
                        choices=[
                            ("self_handled", "自办"),
                            ("transferred", "转办"),
                            ("assigned", "交办"),
                            ("supervised", "督办"),
                            ("assisted", "协办"),
                        ],
                        max_length=16,
                        verbose_name="办理方式",
                    ),
                ),
                ("handler", models.CharField(max_length=80, verbose_name="承办单位")),
                (
                    "progress",
                    afterschool.values.crypto.EncryptedTextField(blank=True, purpose="clue", verbose_name="办理进展"),
                ),
                (
                    "disposition",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("talk_or_letter_inquiry", "谈话函询"),
                            ("preliminary_verification", "初步核实"),
                            ("held_pending", "暂存待查"),
                            ("closed_no_action", "予以了结"),
                        ],
                        max_length=24,
                        verbose_name="处置方式",
                    ),
                ),
                ("concluded_on", models.DateField(blank=True, null=True, verbose_name="办结时间")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clues",
                        to="rectification_returns.cluereport",
                    ),
                ),
            ],
            options={
                "verbose_name": "问题线索",
                "verbose_name_plural": "问题线索",
                "ordering": ["number", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MonthlyMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("collecting", "收集中"), ("frozen", "已汇总"), ("forwarded", "已上报")],
                        default="collecting",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("month", models.PositiveSmallIntegerField(verbose_name="月")),
                (
                    "due_on",
                    models.DateField(
                        help_text="the last day on which a school's form counts as in time", verbose_name="报送期限"
                    ),
                ),
                ("reminded_at", models.DateTimeField(null=True, verbose_name="最近催报")),
                ("frozen_at", models.DateTimeField(null=True, verbose_name="汇总时间")),
                ("school_count", models.PositiveIntegerField(default=0, verbose_name="应报学校")),
                ("filed_count", models.PositiveIntegerField(default=0, verbose_name="已报学校")),
                ("nil_count", models.PositiveIntegerField(default=0, verbose_name="零报告")),
                ("late_count", models.PositiveIntegerField(default=0, verbose_name="逾期报送")),
                ("clue_count", models.PositiveIntegerField(default=0, verbose_name="线索数")),
                (
                    "overdue",
                    models.JSONField(
                        default=list, help_text="[{id, code, name}] as of the freezing", verbose_name="逾期未报学校"
                    ),
                ),
                ("forwarded_at", models.DateTimeField(null=True, verbose_name="上报时间")),
                ("forwarded_by", models.CharField(blank=True, max_length=60, verbose_name="上报人")),
                ("recipient", models.CharField(blank=True, max_length=80, verbose_name="报送对象")),
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
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="rectification_campaigns.campaign",
                    ),
                ),
            ],
            options={
                "verbose_name": "月报汇总",
                "verbose_name_plural": "月报汇总",
                "ordering": ["-year", "-month"],
            },
        ),
        migrations.AddConstraint(
            model_name="cluereport",
            constraint=models.UniqueConstraint(
                fields=("bureau", "campaign", "school", "year", "month"),
                name="clue_report_once",
                violation_error_message="本校本月已经有月报。",
            ),
        ),
        migrations.AddConstraint(
            model_name="cluereport",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="clue_report_month"
            ),
        ),
        migrations.AddIndex(
            model_name="clue",
            index=models.Index(fields=["bureau", "report"], name="clue_report"),
        ),
        migrations.AddConstraint(
            model_name="clue",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True), fields=("bureau", "number"), name="clue_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="clue",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_discipline_business", True)),
                name="clue_within_discipline",
                violation_error_message="只填报属于纪检监察业务的问题线索。",
            ),
        ),
        migrations.AddConstraint(
            model_name="clue",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", True), ("amount__gte", 0), _connector="OR"),
                name="clue_amount_not_negative",
                violation_error_message="涉及金额不能为负数。",
            ),
        ),
        migrations.AddConstraint(
            model_name="clue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("concluded_on__isnull", True), ("concluded_on__gte", models.F("found_on")), _connector="OR"
                ),
                name="clue_concluded_after_found",
                violation_error_message="办结时间不能早于发现时间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="monthlymerge",
            constraint=models.UniqueConstraint(
                fields=("bureau", "campaign", "year", "month"), name="monthly_merge_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="monthlymerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="monthly_merge_month"
            ),
        ),
    ]
