import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_tree", "0001_initial"),
        ("schools_register", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("own_teacher", "本校教师"),
                            ("retired_teacher", "退休教师"),
                            ("professional", "具备资质的社会专业人员"),
                            ("heritage_bearer", "非遗传承人"),
                            ("volunteer", "志愿者"),
                            ("provider_staff", "第三方机构人员"),
                        ],
                        default="own_teacher",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("qualification", models.CharField(blank=True, max_length=100, verbose_name="资质")),
                ("record_checked_on", models.DateField(blank=True, null=True, verbose_name="无犯罪记录查询日期")),
                ("vetting_expires_on", models.DateField(blank=True, null=True, verbose_name="审查有效期至")),
                ("volunteered", models.BooleanField(default=True, verbose_name="自愿参与")),
                ("is_active", models.BooleanField(default=True, verbose_name="在岗")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="staff", to="schools_register.school"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "服务人员",
                "verbose_name_plural": "服务人员",
                "ordering": ["name"],
                "indexes": [models.Index(fields=["bureau", "school"], name="staff_school")],
            },
        ),
    ]
