import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_terms", "0001_initial"),
        ("bureaus_tree", "0001_initial"),
        ("schools_pupils", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DemandAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("needs_service", models.BooleanField(verbose_name="有需求")),
                ("days_per_week", models.PositiveSmallIntegerField(default=5, verbose_name="每周天数")),
                ("wishes", models.JSONField(blank=True, default=list, verbose_name="希望的活动类别")),
                (
                    "source",
                    models.CharField(
                        choices=[("guardian", "家长填报"), ("school", "学校登记")], max_length=10, verbose_name="来源"
                    ),
                ),
                ("answered_at", models.DateTimeField(auto_now=True, verbose_name="填报时间")),
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
                        related_name="demand_answers",
                        to="schools_pupils.student",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demand_answers",
                        to="bureaus_terms.term",
                    ),
                ),
            ],
            options={
                "verbose_name": "需求摸底",
                "verbose_name_plural": "需求摸底",
                "constraints": [
                    models.UniqueConstraint(fields=("bureau", "term", "student"), name="demand_answer_once")
                ],
            },
        ),
    ]
