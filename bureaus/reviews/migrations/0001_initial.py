import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_tree", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "审核中"),
                            ("waiting", "待补正"),
                            ("approved", "通过"),
                            ("returned", "退回"),
                            ("rejected", "不通过"),
                            ("cancelled", "撤回"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("chain", models.SlugField(max_length=40, verbose_name="审核链")),
                (
                    "steps",
                    models.JSONField(help_text="review chain as it stood when the case opened", verbose_name="步骤"),
                ),
                ("step", models.PositiveSmallIntegerField(default=0, verbose_name="当前步骤")),
                ("step_role", models.CharField(max_length=32, verbose_name="当前岗位")),
                ("step_delegate", models.CharField(blank=True, max_length=32, verbose_name="可代办岗位")),
                ("step_scope", models.CharField(default="school", max_length=8, verbose_name="当前范围")),
                (
                    "voters",
                    models.JSONField(
                        default=list, help_text="ids of the people who agreed at this step", verbose_name="本步已同意"
                    ),
                ),
                ("subject_kind", models.CharField(max_length=40, verbose_name="对象类别")),
                ("subject_id", models.BigIntegerField(verbose_name="对象编号")),
                ("subject_label", models.CharField(max_length=200, verbose_name="对象")),
                ("subject_path", models.CharField(blank=True, max_length=200, verbose_name="对象页面")),
                ("school_id", models.BigIntegerField(null=True, verbose_name="学校编号")),
                ("class_id", models.BigIntegerField(null=True, verbose_name="班级编号")),
                ("clause", models.CharField(blank=True, max_length=300, verbose_name="流程出处")),
                ("guardian_ref", models.BigIntegerField(null=True, verbose_name="送审家长编号")),
                ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="送审时间")),
                ("due_on", models.DateField(null=True, verbose_name="本步期限")),
                (
                    "waiting_since",
                    models.DateField(
                        help_text="the clock stands still from this day on", null=True, verbose_name="待补正起"
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True, verbose_name="办结时间")),
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
                "verbose_name": "审核",
                "verbose_name_plural": "审核",
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.PositiveSmallIntegerField(verbose_name="步骤")),
                ("role", models.CharField(max_length=32, verbose_name="岗位")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("approve", "同意"),
                            ("return", "退回"),
                            ("reject", "不同意"),
                            ("ask", "要求补正"),
                            ("answer", "已补正"),
                        ],
                        max_length=8,
                        verbose_name="意见",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="理由")),
                ("by_name", models.CharField(max_length=60, verbose_name="审核人")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="bureaus_reviews.reviewcase",
                    ),
                ),
            ],
            options={
                "verbose_name": "审核意见",
                "verbose_name_plural": "审核意见",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="reviewcase",
            index=models.Index(fields=["bureau", "status", "step_role"], name="review_waiting"),
        ),
        migrations.AddIndex(
            model_name="reviewcase",
            index=models.Index(fields=["bureau", "subject_kind", "subject_id"], name="review_subject"),
        ),
        migrations.AddConstraint(
            model_name="reviewcase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["open", "waiting"])),
                fields=("bureau", "subject_kind", "subject_id", "chain"),
                name="review_one_open",
                violation_error_message="这件事正在审核中。",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewdecision",
            index=models.Index(fields=["bureau", "case"], name="decision_case"),
        ),
    ]
