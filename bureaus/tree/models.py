from django.core.validators import RegexValidator
from django.db import models


class Bureau(models.Model):
    """教育局. One tenant: an education bureau, in a tree province → prefecture → county by GB/T 2260 codes."""

    class Level(models.TextChoices):
        PROVINCE = "province", "省"
        PREFECTURE = "prefecture", "市"
        COUNTY = "county", "县（区）"

    table_class = "reference"

    code = models.CharField("行政区划代码", max_length=6, unique=True, validators=[RegexValidator(r"^\d{6}$")])
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("地名", max_length=30)
    level = models.CharField("层级", max_length=12, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField("上级路径", max_length=60, help_text="350000/350500/350524")
    is_active = models.BooleanField("使用中", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "教育局"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def codes(self) -> list[str]:
        """Its own code and those of its ancestors, the nearest last."""
        return self.path.split("/")
