import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("bureaus_tree", "0001_initial"),
        ("enrollment_admissions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=20, verbose_name="版本")),
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("body", models.TextField(verbose_name="正文")),
                ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                ("effective_from", models.DateField(verbose_name="启用日期")),
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
                "verbose_name": "协议文本",
                "verbose_name_plural": "协议文本",
                "ordering": ["-effective_from", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=20, verbose_name="版本")),
                ("text", models.TextField(verbose_name="正文")),
                ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                ("accepted_at", models.DateTimeField(auto_now_add=True, verbose_name="签署时间")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="accounts.guardian"
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreement",
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
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="enrollment_agreements.agreementtemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "服务协议",
                "verbose_name_plural": "服务协议",
            },
        ),
        migrations.AddConstraint(
            model_name="agreementtemplate",
            constraint=models.UniqueConstraint(
                fields=("bureau", "version"),
                name="agreement_version_once",
                violation_error_message="这个版本号已经使用。",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["bureau", "template"], name="agreement_template"),
        ),
    ]
