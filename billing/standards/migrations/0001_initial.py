import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_terms", "0001_initial"),
        ("bureaus_tree", "0001_initial"),
        ("schools_plans", "0001_initial"),
        ("schools_register", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FeeStandard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "草稿"), ("filed", "已报备"), ("published", "已公示"), ("closed", "已停用")],
                        default="draft",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[("service_charge", "服务性收费"), ("pass_through", "代收费")],
                        default="service_charge",
                        max_length=16,
                        verbose_name="性质",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="标准")),
                (
                    "unit",
                    models.CharField(
                        choices=[("lesson", "每课时"), ("month", "每月"), ("term", "每学期")],
                        max_length=8,
                        verbose_name="计费单位",
                    ),
                ),
                (
                    "term_cap_amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="学期封顶"),
                ),
                ("filing_document", models.CharField(blank=True, max_length=100, verbose_name="报备文号")),
                ("payee_account", models.CharField(blank=True, max_length=60, verbose_name="收款账户")),
                ("filed_at", models.DateTimeField(null=True, verbose_name="报备时间")),
                ("published_at", models.DateTimeField(null=True, verbose_name="公示时间")),
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
                        related_name="fee_standards",
                        to="schools_plans.serviceplan",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fee_standards",
                        to="schools_register.school",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fee_standards",
                        to="bureaus_terms.term",
                    ),
                ),
            ],
            options={
                "verbose_name": "收费标准",
                "verbose_name_plural": "收费标准",
                "indexes": [models.Index(fields=["bureau", "school", "term"], name="fee_standard_school_term")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "closed"), _negated=True),
                        fields=("bureau", "school", "term", "nature"),
                        name="fee_standard_once",
                        violation_error_message="本校本学期已有同类收费标准。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)),
                        name="fee_standard_not_negative",
                        violation_error_message="收费标准不能是负数。",
                    ),
                ],
            },
        ),
    ]
