import django.db.models.deletion
from django.db import migrations, models

import afterschool.tenancy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_tree", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60, verbose_name="种类")),
                ("version", models.PositiveSmallIntegerField(verbose_name="内容版本")),
                ("bureau_id", models.BigIntegerField(verbose_name="教育局编号")),
                ("payload", models.JSONField(default=dict, verbose_name="内容")),
                ("key", models.CharField(blank=True, max_length=120, verbose_name="幂等键")),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "待执行"), ("done", "已完成"), ("dead", "已停止重试")],
                        default="waiting",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="已尝试次数")),
                ("ordered_at", models.DateTimeField(auto_now_add=True, verbose_name="下达时间")),
                ("due_at", models.DateTimeField(verbose_name="最早执行时间")),
                ("leased_until", models.DateTimeField(null=True, verbose_name="占用至")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="最近一次错误")),
            ],
            options={
                "verbose_name": "后台事项",
                "verbose_name_plural": "后台事项",
                "indexes": [
                    models.Index(condition=models.Q(("status", "waiting")), fields=["due_at"], name="job_due"),
                    models.Index(fields=["bureau_id", "status"], name="job_of_bureau"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("kind", "bureau_id", "key"),
                        name="job_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("move", "状态变化"), ("record", "办理"), ("read", "查阅")],
                        max_length=8,
                        verbose_name="类别",
                    ),
                ),
                ("action", models.CharField(max_length=60, verbose_name="动作")),
                ("at", afterschool.tenancy.fields.PartitionMomentField(auto_now_add=True, verbose_name="时间")),
                ("actor_kind", models.CharField(max_length=12, verbose_name="办理人类别")),
                ("actor_name", models.CharField(max_length=60, verbose_name="办理人")),
                ("role", models.CharField(blank=True, max_length=32, verbose_name="岗位")),
                ("guardian_ref", models.BigIntegerField(null=True, verbose_name="家长编号")),
                ("subject_kind", models.CharField(max_length=40, verbose_name="对象类别")),
                ("subject_id", models.BigIntegerField(verbose_name="对象编号")),
                ("subject_label", models.CharField(max_length=200, verbose_name="对象")),
                ("before", models.CharField(blank=True, max_length=32, verbose_name="原状态")),
                ("after", models.CharField(blank=True, max_length=32, verbose_name="新状态")),
                ("changes", models.JSONField(blank=True, default=dict, verbose_name="变更")),
                ("reason", models.TextField(blank=True, verbose_name="理由")),
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
                "verbose_name": "留痕",
                "verbose_name_plural": "留痕",
                "indexes": [
                    models.Index(fields=["bureau", "subject_kind", "subject_id", "-id"], name="entry_subject"),
                    models.Index(fields=["bureau", "-at"], name="entry_newest"),
                ],
            },
        ),
    ]
