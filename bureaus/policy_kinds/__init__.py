"""The kinds of policy: one frozen dataclass each, read through `policies.current(bureau_id, Kind, on=date)`.

Everything in which counties and years differ stands in this package as a field; nothing else in the product may ask
which county it is. Pure: no Django.
"""

from collections.abc import Mapping

from ..policy_values import PolicyValue
from .campaign import (
    CampaignRules,
    Comparison,
    Counted,
    FiledBy,
    IndicatorTarget,
    IndicatorTargets,
    Milestone,
    Recipient,
    Recurrence,
    ReportDeadline,
    ReportDeadlines,
)
from .families import EnrollmentRules, ExemptionCategory, Exemptions, PriorityGroups, Treatment
from .money import (
    REFUND_PARAMETERS,
    CollectionChannel,
    DisclosureRules,
    ExpenseHead,
    ExpenseHeads,
    FeeCap,
    FeeModel,
    FeeRules,
    HeadWeight,
    RefundForm,
    RefundRule,
)
from .plan import (
    APPLICANT,
    Gate,
    PlanGate,
    PlanPart,
    PlanParts,
    RequiredPart,
    ReviewChain,
    ReviewChains,
    ReviewStep,
    ReviewSubject,
    StepScope,
)
from .providers import BlacklistScope, ProviderRules, SafetyRules, SelectionLevel, StaffRules
from .service import (
    ActivityCategory,
    ActivityContent,
    ScopedService,
    ServiceKind,
    ServiceModel,
    ServiceModels,
    ServiceScope,
    ServiceWindow,
)
from .shared import AreaType, FeeUnit, NamedRule, Season, Stage

KINDS: Mapping[str, type[PolicyValue]] = {
    kind.KIND: kind
    for kind in (
        ServiceWindow,
        ServiceModels,
        ActivityContent,
        ServiceScope,
        PlanParts,
        PlanGate,
        ReviewChains,
        Exemptions,
        PriorityGroups,
        EnrollmentRules,
        FeeRules,
        RefundRule,
        ExpenseHeads,
        DisclosureRules,
        ProviderRules,
        StaffRules,
        SafetyRules,
        ReportDeadlines,
        IndicatorTargets,
        CampaignRules,
    )
}

__all__ = [
    "KINDS",
    "AreaType",
    "FeeUnit",
    "NamedRule",
    "Season",
    "Stage",
    "ActivityCategory",
    "ActivityContent",
    "ScopedService",
    "ServiceKind",
    "ServiceModel",
    "ServiceModels",
    "ServiceScope",
    "ServiceWindow",
    "APPLICANT",
    "Gate",
    "PlanGate",
    "PlanPart",
    "PlanParts",
    "RequiredPart",
    "ReviewChain",
    "ReviewChains",
    "ReviewStep",
    "ReviewSubject",
    "StepScope",
    "EnrollmentRules",
    "ExemptionCategory",
    "Exemptions",
    "PriorityGroups",
    "Treatment",
    "CollectionChannel",
    "DisclosureRules",
    "ExpenseHead",
    "ExpenseHeads",
    "FeeCap",
    "FeeModel",
    "FeeRules",
    "HeadWeight",
    "REFUND_PARAMETERS",
    "RefundForm",
    "RefundRule",
    "BlacklistScope",
    "ProviderRules",
    "SafetyRules",
    "SelectionLevel",
    "StaffRules",
    "CampaignRules",
    "Comparison",
    "Counted",
    "FiledBy",
    "IndicatorTarget",
    "IndicatorTargets",
    "Milestone",
    "Recipient",
    "Recurrence",
    "ReportDeadline",
    "ReportDeadlines",
]
