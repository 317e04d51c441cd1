import django.db.models.deletion
from django.db import migrations, models

import afterschool.values.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_tree", "0001_initial"),
        ("schools_register", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Student",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("enrolled", "在校"), ("left", "离校")],
                        default="enrolled",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("name_initials", models.CharField(blank=True, max_length=30, verbose_name="拼音首字母")),
                (
                    "gender",
                    models.CharField(
                        blank=True, choices=[("male", "男"), ("female", "女")], max_length=8, verbose_name="性别"
                    ),
                ),
                ("student_number", models.CharField(max_length=30, verbose_name="学号")),
                (
                    "id_number",
                    afterschool.values.crypto.EncryptedTextField(
                        blank=True, purpose="id_number", verbose_name="身份证件号"
                    ),
                ),
                (
                    "id_number_index",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="证件号索引"),
                ),
                (
                    "left_on",
                    models.DateField(
                        blank=True, help_text="the last day at the school", null=True, verbose_name="离校日期"
                    ),
                ),
                (
                    "left_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("transfer", "转学"),
                            ("graduation", "毕业"),
                            ("suspension", "休学"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="离校原因",
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
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="students",
                        to="schools_register.school",
                    ),
                ),
                (
                    "school_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="students",
                        to="schools_register.schoolclass",
                    ),
                ),
            ],
            options={
                "verbose_name": "学生",
                "verbose_name_plural": "学生",
                "ordering": ["school_class__grade", "school_class__number", "student_number"],
                "indexes": [models.Index(fields=["bureau", "school", "name_initials"], name="student_initials")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bureau", "school", "student_number"),
                        name="student_number_once",
                        violation_error_message="学号已经登记。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("id_number_index", ""), _negated=True),
                        fields=("bureau", "id_number_index"),
                        name="student_id_once",
                        violation_error_message="身份证件号已经登记。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_on__isnull", True), ("status", "enrolled")),
                            models.Q(("left_on__isnull", False), ("status", "left")),
                            _connector="OR",
                        ),
                        name="student_left_on",
                        violation_error_message="离校的学生要有离校日期。",
                    ),
                ],
            },
        ),
    ]
