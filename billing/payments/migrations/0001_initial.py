import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("billing_charges", "0001_initial"),
        ("bureaus_tree", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt_number", models.CharField(max_length=30, verbose_name="票据号")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="金额")),
                (
                    "method",
                    models.CharField(
                        choices=[("bank_transfer", "银行转账"), ("scan_code", "扫码支付"), ("cash", "现金")],
                        max_length=16,
                        verbose_name="方式",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="收款日期")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
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
                    "charge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="billing_charges.charge",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "收款",
                "verbose_name_plural": "收款",
                "ordering": ["-received_on", "-pk"],
                "indexes": [models.Index(fields=["bureau", "charge"], name="payment_charge")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bureau", "receipt_number"),
                        name="receipt_number_once",
                        violation_error_message="这个票据号已经登记。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="payment_positive",
                        violation_error_message="收款金额要大于零。",
                    ),
                ],
            },
        ),
    ]
