import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_tree", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, verbose_name="代码")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("school_runs_service", "开展课后服务的学校"),
                            ("school_runs_2n", "实施“2+N”的学校"),
                            ("school_runs_23", "实施“2+3”的学校"),
                            ("school_runs_science", "开展科学教育类活动的学校"),
                            ("needing_pupil_served", "得到服务的有需求学生"),
                            ("pupil_takes_part", "参加课后服务的学生"),
                        ],
                        max_length=30,
                        verbose_name="分子",
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[("all", "不分城乡"), ("urban", "城区"), ("township", "乡镇")],
                        default="all",
                        max_length=8,
                        verbose_name="范围",
                    ),
                ),
                (
                    "target_percent",
                    models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name="目标（%）"),
                ),
                (
                    "comparison",
                    models.CharField(
                        choices=[("at_least", "不低于"), ("about", "左右")],
                        default="at_least",
                        max_length=10,
                        verbose_name="比较",
                    ),
                ),
                ("deadline_on", models.DateField(null=True, verbose_name="期限")),
                ("source_title", models.CharField(blank=True, max_length=120, verbose_name="文件")),
                ("source_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("source_article", models.CharField(blank=True, max_length=60, verbose_name="条款")),
                ("introduced_on", models.DateField(verbose_name="启用日期")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
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
                "verbose_name": "指标",
                "verbose_name_plural": "指标",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="IndicatorSnapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateField(verbose_name="统计日期")),
                ("declared_numerator", models.PositiveIntegerField(verbose_name="申报分子")),
                ("verified_numerator", models.PositiveIntegerField(verbose_name="核实分子")),
                ("denominator", models.PositiveIntegerField(verbose_name="分母")),
                (
                    "target_percent",
                    models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name="目标（%）"),
                ),
                (
                    "schools",
                    models.JSONField(
                        help_text="each school with its counts and the evidence of each", verbose_name="学校明细"
                    ),
                ),
                ("window_from", models.DateField(verbose_name="核实窗口起")),
                ("window_to", models.DateField(verbose_name="核实窗口止")),
                ("taken_at", models.DateTimeField(auto_now_add=True, verbose_name="生成时间")),
                ("reason", models.CharField(default="nightly", max_length=20, verbose_name="生成原因")),
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
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="rectification_indicators.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "指标快照",
                "verbose_name_plural": "指标快照",
                "ordering": ["-as_of", "indicator", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.UniqueConstraint(fields=("bureau", "code", "version"), name="indicator_version_once"),
        ),
        migrations.AddIndex(
            model_name="indicatorsnapshot",
            index=models.Index(fields=["bureau", "indicator", "-as_of"], name="snapshot_newest"),
        ),
    ]
