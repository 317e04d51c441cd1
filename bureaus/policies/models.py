from django.db import models
from django.db.models import F, Q

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from afterschool.values.clauses import Clause
from audit.actors import Actor
from bureaus.policies.kinds import KINDS
from bureaus.policies.values import Level, PolicyValue, Severity, Statement
from bureaus.tree import reports as directory


class PolicyQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "PolicyQuerySet":
        """Everybody in a bureau may read its own rules and, being visible to descendants, those of its ancestors."""
        return self.of(actor.bureau_id).with_ancestors()

    def with_ancestors(self) -> "PolicyQuerySet":
        """After `.of(bureau_id)`: also the rules of the bureaus above it."""

        if self._bureau_id is None:
            raise TypeError("say .of(bureau_id) before .with_ancestors()")
        ids = (self._bureau_id, *directory.ancestor_ids_of((self._bureau_id,)))
        return self.model.objects.filter(bureau_id__in=ids)

    def in_force(self, on) -> "PolicyQuerySet":
        return self.filter(Q(effective_to__isnull=True) | Q(effective_to__gte=on), effective_from__lte=on)


class Policy(TenantModel):
    """政策. One dated rule of a bureau, with the clause it comes from. Read only through policies.current()."""

    kind_code = "policy"
    visible_to_descendants = True

    kind = models.SlugField("类别", max_length=40)
    value = models.JSONField("内容", help_text="part of the fields of the kind, as plain data")
    summary = models.CharField("要点", max_length=300, blank=True)
    severity = models.CharField("强度", max_length=8, choices=Severity, default=Severity.BLOCK)
    effective_from = models.DateField("施行日期")
    effective_to = models.DateField("失效日期", null=True, blank=True)
    source_title = models.CharField("文件", max_length=120)
    source_number = models.CharField("文号", max_length=60, blank=True)
    source_article = models.CharField("条款", max_length=60, blank=True)
    pack = models.SlugField("政策包", max_length=40, blank=True)
    replaces = TenantForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    created_at = models.DateTimeField("录入时间", auto_now_add=True)

    objects = TenantManager.from_queryset(PolicyQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "政策"
        ordering = ["kind", "-effective_from", "-pk"]
        indexes = [models.Index(fields=["bureau", "kind", "effective_from"], name="policy_current")]
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="policy_ends_after_start",
                violation_error_message="失效日期不能早于施行日期。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind_class.LABEL}（{self.clause}）"

    @property
    def clause(self) -> Clause:
        return Clause(self.source_title, self.source_number, self.source_article)

    @property
    def kind_class(self) -> type[PolicyValue]:
        return KINDS[self.kind]

    def statement(self, level: Level) -> Statement:
        """This row as a statement to be merged."""
        return Statement(
            level=level,
            severity=Severity(self.severity),
            clause=self.clause,
            value=self.kind_class.read_part(self.value),
            effective_from=self.effective_from,
            effective_to=self.effective_to,
            summary=self.summary,
            policy_id=self.pk,
        )
