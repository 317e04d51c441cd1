import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_tree", "0000_extensions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bureau",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=6,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^\\d{6}$")],
                        verbose_name="行政区划代码",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("short_name", models.CharField(max_length=30, verbose_name="地名")),
                (
                    "level",
                    models.CharField(
                        choices=[("province", "省"), ("prefecture", "市"), ("county", "县（区）")],
                        max_length=12,
                        verbose_name="层级",
                    ),
                ),
                ("path", models.CharField(help_text="350000/350500/350524", max_length=60, verbose_name="上级路径")),
                ("is_active", models.BooleanField(default=True, verbose_name="使用中")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="bureaus_tree.bureau",
                    ),
                ),
            ],
            options={
                "verbose_name": "教育局",
                "verbose_name_plural": "教育局",
                "ordering": ["code"],
            },
        ),
    ]
