import django.db.models.deletion
from django.db import migrations, models

import afterschool.values.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bureaus_tree", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("template", models.CharField(max_length=40, verbose_name="模板")),
                ("phone", afterschool.values.crypto.EncryptedTextField(purpose="message-phone", verbose_name="手机号")),
                ("params", afterschool.values.crypto.EncryptedTextField(purpose="message-params", verbose_name="内容")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="写下时间")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="发出时间")),
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
                "verbose_name": "消息",
                "verbose_name_plural": "消息",
                "indexes": [models.Index(fields=["bureau", "-id"], name="message_newest")],
            },
        ),
    ]
