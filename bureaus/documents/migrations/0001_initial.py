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
            name="DocumentOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.SlugField(max_length=40, verbose_name="种类")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("subject_kind", models.CharField(max_length=40, verbose_name="对象类别")),
                ("subject_id", models.BigIntegerField(verbose_name="对象编号")),
                (
                    "content",
                    afterschool.values.crypto.EncryptedTextField(
                        help_text="plain data as JSON", purpose="document", verbose_name="内容"
                    ),
                ),
                ("renderer", models.SlugField(max_length=40, verbose_name="版式")),
                ("media_types", models.JSONField(help_text="as what it is made", verbose_name="文件类型")),
                ("school_id", models.BigIntegerField(null=True, verbose_name="学校编号")),
                ("guardian_ref", models.BigIntegerField(null=True, verbose_name="家长编号")),
                ("is_restricted", models.BooleanField(default=False, verbose_name="仅纪检监察")),
                ("check_code", models.CharField(max_length=20, verbose_name="校验码")),
                ("ordered_at", models.DateTimeField(auto_now_add=True, verbose_name="制发时间")),
                ("ordered_by", models.CharField(max_length=60, verbose_name="制发人")),
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
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacements",
                        to="bureaus_documents.documentorder",
                        verbose_name="替代",
                    ),
                ),
            ],
            options={
                "verbose_name": "文书",
                "verbose_name_plural": "文书",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="IssuedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("media_type", models.CharField(max_length=80, verbose_name="类型")),
                ("path", models.CharField(max_length=200, verbose_name="存放位置")),
                ("size", models.PositiveIntegerField(verbose_name="字节数")),
                ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="生成时间")),
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="bureaus_documents.documentorder",
                    ),
                ),
            ],
            options={
                "verbose_name": "文书文件",
                "verbose_name_plural": "文书文件",
                "ordering": ["order", "media_type"],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.SlugField(max_length=40, verbose_name="用途")),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                ("path", models.CharField(max_length=200, verbose_name="存放位置")),
                ("media_type", models.CharField(max_length=80, verbose_name="类型")),
                ("size", models.PositiveIntegerField(verbose_name="字节数")),
                ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                ("school_id", models.BigIntegerField(null=True, verbose_name="学校编号")),
                ("guardian_ref", models.BigIntegerField(null=True, verbose_name="家长编号")),
                ("is_sensitive", models.BooleanField(default=False, verbose_name="敏感")),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
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
                "verbose_name": "附件",
                "verbose_name_plural": "附件",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["bureau", "school_id"], name="attachment_school")],
            },
        ),
        migrations.CreateModel(
            name="DocumentNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.SlugField(max_length=40, verbose_name="种类")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="最后序号")),
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
                "verbose_name": "文号",
                "verbose_name_plural": "文号",
                "constraints": [
                    models.UniqueConstraint(fields=("bureau", "kind", "year"), name="document_number_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="documentorder",
            index=models.Index(fields=["bureau", "subject_kind", "subject_id"], name="document_subject"),
        ),
        migrations.AddConstraint(
            model_name="documentorder",
            constraint=models.UniqueConstraint(fields=("bureau", "check_code"), name="document_check_code"),
        ),
        migrations.AddConstraint(
            model_name="documentorder",
            constraint=models.UniqueConstraint(fields=("bureau", "replaces"), name="document_replaced_once"),
        ),
        migrations.AddConstraint(
            model_name="issueddocument",
            constraint=models.UniqueConstraint(fields=("bureau", "order", "media_type"), name="document_file_once"),
        ),
    ]
