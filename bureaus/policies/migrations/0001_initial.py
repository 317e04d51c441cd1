import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_tree", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Policy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.SlugField(max_length=40, verbose_name="类别")),
                (
                    "value",
                    models.JSONField(help_text="part of the fields of the kind, as plain data", verbose_name="内容"),
                ),
                ("summary", models.CharField(blank=True, max_length=300, verbose_name="要点")),
                (
                    "severity",
                    models.CharField(
                        choices=[("note", "提示"), ("warn", "警告"), ("block", "禁止")],
                        default="block",
                        max_length=8,
                        verbose_name="强度",
                    ),
                ),
                ("effective_from", models.DateField(verbose_name="施行日期")),
                ("effective_to", models.DateField(blank=True, null=True, verbose_name="失效日期")),
                ("source_title", models.CharField(max_length=120, verbose_name="文件")),
                ("source_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("source_article", models.CharField(blank=True, max_length=60, verbose_name="条款")),
                ("pack", models.SlugField(blank=True, max_length=40, verbose_name="政策包")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="录入时间")),
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
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="bureaus_policies.policy",
                    ),
                ),
            ],
            options={
                "verbose_name": "政策",
                "verbose_name_plural": "政策",
                "ordering": ["kind", "-effective_from", "-pk"],
                "indexes": [models.Index(fields=["bureau", "kind", "effective_from"], name="policy_current")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_to__isnull", True),
                            ("effective_to__gte", models.F("effective_from")),
                            _connector="OR",
                        ),
                        name="policy_ends_after_start",
                        violation_error_message="失效日期不能早于施行日期。",
                    )
                ],
            },
        ),
    ]
