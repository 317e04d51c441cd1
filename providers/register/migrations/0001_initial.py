import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_tree", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Provider",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("registered", "已登记"),
                            ("shortlisted", "在备选清单"),
                            ("suspended", "暂停"),
                            ("removed", "取消资格"),
                            ("blacklisted", "黑名单"),
                        ],
                        default="registered",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("credit_code", models.CharField(max_length=18, verbose_name="统一社会信用代码")),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("is_academic", models.BooleanField(default=False, verbose_name="学科类")),
                ("services", models.CharField(blank=True, max_length=200, verbose_name="服务项目")),
                ("license_expires_on", models.DateField(blank=True, null=True, verbose_name="办学许可有效期至")),
                ("registered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "out_since",
                    models.DateField(
                        help_text="the last day on which it still serves", null=True, verbose_name="停止服务日期"
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
            ],
            options={
                "verbose_name": "第三方机构",
                "verbose_name_plural": "第三方机构",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="ShortlistItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("service", models.CharField(max_length=60, verbose_name="服务项目")),
                ("price", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="引进费用标准（元/课时）")),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shortlist_items",
                        to="providers_register.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "备选清单项目",
                "verbose_name_plural": "备选清单项目",
            },
        ),
        migrations.CreateModel(
            name="BlacklistEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("credit_code", models.CharField(max_length=18, verbose_name="统一社会信用代码")),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("reason", models.TextField(verbose_name="列入原因")),
                ("proposed_by_code", models.CharField(max_length=6, verbose_name="提出单位代码")),
                ("starts_on", models.DateField(verbose_name="列入日期")),
                ("ends_on", models.DateField(verbose_name="期满日期")),
                ("lifted_on", models.DateField(blank=True, null=True, verbose_name="提前移出日期")),
                ("clause", models.CharField(blank=True, max_length=300, verbose_name="依据")),
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
            ],
            options={
                "verbose_name": "黑名单",
                "verbose_name_plural": "黑名单",
                "ordering": ["-starts_on"],
                "indexes": [models.Index(fields=["bureau", "credit_code"], name="blacklist_code")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="blacklist_ends_after_start",
                        violation_error_message="期满日期要晚于列入日期。",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="provider",
            constraint=models.UniqueConstraint(
                fields=("bureau", "credit_code"),
                name="provider_code_once",
                violation_error_message="这个统一社会信用代码已经登记。",
            ),
        ),
        migrations.AddConstraint(
            model_name="provider",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_academic", False)),
                name="provider_non_academic",
                violation_error_message="学科类机构不得参与校内课后服务。",
            ),
        ),
        migrations.AddConstraint(
            model_name="provider",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("out_since__isnull", False), ("status__in", ["suspended", "removed", "blacklisted"])),
                    models.Q(("out_since__isnull", True), ("status__in", ["registered", "shortlisted"])),
                    _connector="OR",
                ),
                name="provider_out_since",
            ),
        ),
        migrations.AddConstraint(
            model_name="shortlistitem",
            constraint=models.UniqueConstraint(fields=("bureau", "provider", "service"), name="shortlist_item_once"),
        ),
        migrations.AddConstraint(
            model_name="shortlistitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("price__gte", 0)), name="shortlist_price_not_negative"
            ),
        ),
    ]
