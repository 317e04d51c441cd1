import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_tree", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "未启动"),
                            ("running", "进行中"),
                            ("continued", "深化推进"),
                            ("closed", "结题完成"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("form_title", models.CharField(max_length=120, verbose_name="登记表标题")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="结束日期")),
                ("source_title", models.CharField(blank=True, max_length=120, verbose_name="文件")),
                ("source_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
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
                "verbose_name": "专项",
                "verbose_name_plural": "专项",
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bureau", "year", "title"),
                        name="campaign_once",
                        violation_error_message="这个专项已经建立。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="campaign_ends_after_start",
                        violation_error_message="结束日期要晚于开始日期。",
                    ),
                ],
            },
        ),
    ]
