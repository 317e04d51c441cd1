import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("billing_standards", "0001_initial"),
        ("bureaus_terms", "0001_initial"),
        ("bureaus_tree", "0001_initial"),
        ("enrollment_admissions", "0001_initial"),
        ("schools_pupils", "0001_initial"),
        ("schools_register", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Charge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("issued", "待缴"), ("paid", "已缴清"), ("waived", "免收"), ("cancelled", "作废")],
                        default="issued",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("number", models.CharField(max_length=30, verbose_name="编号")),
                ("full_amount", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="应收原额")),
                ("waived_amount", models.DecimalField(decimal_places=2, default=0, max_digits=8, verbose_name="减免")),
                ("due_amount", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="应缴")),
                ("paid_amount", models.DecimalField(decimal_places=2, default=0, max_digits=8, verbose_name="已缴")),
                ("calculation", models.CharField(max_length=200, verbose_name="计算")),
                ("clause", models.CharField(blank=True, max_length=300, verbose_name="依据")),
                ("issued_at", models.DateTimeField(auto_now_add=True, verbose_name="开出时间")),
                (
                    "to_check_since",
                    models.DateField(
                        help_text="until the cashier has cancelled or confirmed it", null=True, verbose_name="待核对起"
                    ),
                ),
                ("to_check_reason", models.CharField(blank=True, max_length=100, verbose_name="待核对原因")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="enrollment_admissions.application",
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
                        related_name="charges",
                        to="schools_register.school",
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="billing_standards.feestandard",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="charges", to="schools_pupils.student"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="charges", to="bureaus_terms.term"
                    ),
                ),
                (
                    "waiver",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="enrollment_admissions.exemptionclaim",
                        verbose_name="免收依据",
                    ),
                ),
            ],
            options={
                "verbose_name": "应收",
                "verbose_name_plural": "应收",
                "ordering": ["number"],
                "indexes": [models.Index(fields=["bureau", "school", "term", "status"], name="charge_school_term")],
                "constraints": [
                    models.UniqueConstraint(fields=("bureau", "number"), name="charge_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "cancelled"), _negated=True),
                        fields=("bureau", "term", "student", "standard"),
                        name="charge_once_a_term",
                        violation_error_message="这个学生本学期已经开出应收。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "due_amount",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("full_amount"), "-", models.F("waived_amount")
                                ),
                            )
                        ),
                        name="charge_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paid_amount__gte", 0),
                            ("paid_amount__lte", models.F("due_amount")),
                            ("waived_amount__gte", 0),
                        ),
                        name="charge_not_overpaid",
                        violation_error_message="收款不能超过应缴金额。",
                    ),
                ],
            },
        ),
    ]
