import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("schools_register", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="school",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="schools_register.school",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="school_class",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="schools_register.schoolclass",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("bureau", "user", "role", "school", "school_class"),
                name="membership_once",
                nulls_distinct=False,
                violation_error_message="此人已有这个任职。",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "role__in",
                            ["approver", "finance", "inspector", "joint_reviewer", "officer", "provider_agent"],
                        ),
                        ("school__isnull", True),
                    ),
                    models.Q(
                        (
                            "role__in",
                            [
                                "cashier",
                                "class_teacher",
                                "committee_member",
                                "duty_leader",
                                "moral_education_office",
                                "principal",
                                "school_admin",
                                "teacher",
                                "teaching_office",
                            ],
                        ),
                        ("school__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="membership_place",
                violation_error_message="教育局岗位不属于学校，学校岗位要指明学校。",
            ),
        ),
    ]
