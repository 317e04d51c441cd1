import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import afterschool.values.ranges


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_tree", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Holiday",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True, verbose_name="日期")),
                ("name", models.CharField(max_length=30, verbose_name="名称")),
                ("is_workday", models.BooleanField(default=False, verbose_name="调休上班")),
                ("follows_weekday", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="上周几的课")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="来源")),
            ],
            options={
                "verbose_name": "节假日",
                "verbose_name_plural": "节假日",
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="日期")),
                ("is_school_day", models.BooleanField(verbose_name="上课")),
                ("reason", models.CharField(max_length=100, verbose_name="原因")),
                ("follows_weekday", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="上周几的课")),
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
                "verbose_name": "校历调整",
                "verbose_name_plural": "校历调整",
                "ordering": ["day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bureau", "day"), name="calendar_day_once", violation_error_message="这一天已经调整过。"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "未启用"), ("open", "进行中"), ("closed", "已结束")],
                        default="draft",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="学年起始年")),
                (
                    "season",
                    models.CharField(
                        choices=[("autumn", "秋季"), ("spring", "春季")], max_length=8, verbose_name="学期"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="结束日期")),
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
                "verbose_name": "学期",
                "verbose_name_plural": "学期",
                "ordering": ["-starts_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bureau", "year", "season"),
                        name="term_once",
                        violation_error_message="这个学期已经建立。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="term_ends_after_start",
                        violation_error_message="结束日期要晚于开始日期。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("bureau", "="),
                            (
                                afterschool.values.ranges.DateRange(
                                    "starts_on",
                                    "ends_on",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="term_no_overlap",
                        violation_error_message="与另一个学期的日期重叠。",
                    ),
                ],
            },
        ),
    ]
