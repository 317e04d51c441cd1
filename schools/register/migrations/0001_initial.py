import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_tree", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="School",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, verbose_name="学校代码")),
                ("name", models.CharField(max_length=80, verbose_name="校名")),
                (
                    "stage",
                    models.CharField(
                        choices=[("primary", "小学"), ("junior", "初中"), ("nine_year", "九年一贯制")],
                        max_length=12,
                        verbose_name="学段",
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[("urban", "城区"), ("township", "乡镇")], max_length=12, verbose_name="城乡"
                    ),
                ),
                ("is_boarding", models.BooleanField(default=False, verbose_name="寄宿制")),
                ("has_canteen", models.BooleanField(default=False, verbose_name="有食堂")),
                ("bank_account", models.CharField(blank=True, max_length=40, verbose_name="学校账户")),
                ("opened_on", models.DateField(default="2000-01-01", verbose_name="建校日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="撤并日期")),
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
                "verbose_name": "学校",
                "verbose_name_plural": "学校",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="SchoolClass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grade", models.PositiveSmallIntegerField(verbose_name="年级")),
                ("number", models.PositiveSmallIntegerField(verbose_name="班号")),
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
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="classes",
                        to="schools_register.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "班级",
                "verbose_name_plural": "班级",
                "ordering": ["grade", "number"],
            },
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=models.UniqueConstraint(
                fields=("bureau", "code"), name="school_code_once", violation_error_message="学校代码已经登记。"
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True), ("closed_on__gt", models.F("opened_on")), _connector="OR"
                ),
                name="school_closes_after_opening",
                violation_error_message="撤并日期要晚于建校日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="schoolclass",
            constraint=models.UniqueConstraint(
                fields=("bureau", "school", "grade", "number"),
                name="class_once",
                violation_error_message="这个班级已经登记。",
            ),
        ),
        migrations.AddConstraint(
            model_name="schoolclass",
            constraint=models.CheckConstraint(
                condition=models.Q(("grade__gte", 1), ("grade__lte", 9)),
                name="class_grade_compulsory",
                violation_error_message="年级应在一至九年级之间。",
            ),
        ),
    ]
