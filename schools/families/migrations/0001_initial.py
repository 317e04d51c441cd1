import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("bureaus_tree", "0001_initial"),
        ("schools_pupils", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guardianship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "relation",
                    models.CharField(
                        choices=[("father", "父亲"), ("mother", "母亲"), ("other", "其他监护人")],
                        max_length=8,
                        verbose_name="关系",
                    ),
                ),
                ("consent_version", models.CharField(blank=True, max_length=20, verbose_name="个人信息规则版本")),
                ("consented_at", models.DateTimeField(null=True, verbose_name="同意时间")),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guardianships",
                        to="accounts.guardian",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guardianships",
                        to="schools_pupils.student",
                    ),
                ),
            ],
            options={
                "verbose_name": "监护关系",
                "verbose_name_plural": "监护关系",
                "indexes": [models.Index(fields=["bureau", "guardian"], name="guardianship_guardian")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bureau", "student", "guardian"),
                        name="guardianship_once",
                        violation_error_message="这位监护人已经登记。",
                    )
                ],
            },
        ),
    ]
