import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import afterschool.values.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("bureaus_tree", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "这个用户名已经有人使用。"},
                        max_length=60,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="用户名",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="邮箱")),
                ("is_active", models.BooleanField(default=True, verbose_name="可登录")),
                ("is_staff", models.BooleanField(default=False, verbose_name="平台运维")),
                ("must_change_password", models.BooleanField(default=False, verbose_name="须改密码")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作人员账号",
                "verbose_name_plural": "工作人员账号",
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Guardian",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("phone", afterschool.values.crypto.EncryptedTextField(purpose="phone", verbose_name="手机号")),
                ("phone_index", models.CharField(editable=False, max_length=64, verbose_name="手机号索引")),
                ("is_active", models.BooleanField(default=True, verbose_name="可登录")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
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
                "verbose_name": "监护人",
                "verbose_name_plural": "监护人",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bureau", "phone_index"),
                        name="guardian_phone_once",
                        violation_error_message="这个手机号已经登记。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("officer", "业务股室"),
                            ("approver", "分管领导"),
                            ("finance", "计财人员"),
                            ("inspector", "派驻纪检监察组"),
                            ("joint_reviewer", "联审部门"),
                            ("school_admin", "学校管理员"),
                            ("principal", "校长"),
                            ("class_teacher", "班主任"),
                            ("moral_education_office", "德育处"),
                            ("teaching_office", "教务处"),
                            ("teacher", "教师"),
                            ("duty_leader", "带班领导"),
                            ("cashier", "出纳"),
                            ("committee_member", "家长委员会"),
                            ("provider_agent", "第三方机构"),
                        ],
                        max_length=32,
                        verbose_name="岗位",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="在任")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "任职",
                "verbose_name_plural": "任职",
                "indexes": [models.Index(fields=["user", "bureau"], name="membership_user")],
            },
        ),
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phone_index", models.CharField(max_length=64, verbose_name="手机号索引")),
                ("salt", models.CharField(max_length=32, verbose_name="盐")),
                ("purpose", models.SlugField(default="sign_in", max_length=20, verbose_name="用途")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="尝试次数")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="发出时间")),
                ("expires_at", models.DateTimeField(verbose_name="失效时间")),
                ("used_at", models.DateTimeField(null=True, verbose_name="使用时间")),
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
                "verbose_name": "验证码",
                "verbose_name_plural": "验证码",
                "indexes": [models.Index(fields=["bureau", "phone_index", "-id"], name="code_phone")],
            },
        ),
    ]
