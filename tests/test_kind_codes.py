"""What stored rows call each model: a code that never changes, whatever the model is called or wherever it moves."""

from afterschool.tenancy.kinds import model_of_kind
from afterschool.tenancy.walls import tenant_models

CODES = {
    "Activity": "activity",
    "Agreement": "agreement",
    "AgreementTemplate": "agreement_template",
    "Application": "application",
    "Attachment": "attachment",
    "Attendance": "attendance",
    "BlacklistEntry": "blacklist_entry",
    "CalendarDay": "calendar_day",
    "Campaign": "campaign",
    "Charge": "charge",
    "Clue": "clue",
    "ClueReport": "clue_report",
    "DemandAnswer": "demand_answer",
    "DocumentNumber": "document_number",
    "DocumentOrder": "document_order",
    "Entry": "entry",
    "ExemptionClaim": "exemption_claim",
    "FeeStandard": "fee_standard",
    "Guardian": "guardian",
    "Guardianship": "guardianship",
    "Indicator": "indicator",
    "IndicatorSnapshot": "indicator_snapshot",
    "IssuedDocument": "issued_document",
    "JournalEntry": "journal_entry",
    "Membership": "membership",
    "Message": "message",
    "MonthlyMerge": "county_return",
    "Offering": "offering",
    "OneTimeCode": "one_time_code",
    "Payment": "payment",
    "Place": "place",
    "PlanAttachment": "plan_attachment",
    "PlanVersion": "plan_version",
    "Policy": "policy",
    "Posting": "posting",
    "Provider": "provider",
    "ReviewCase": "review_case",
    "ReviewDecision": "review_decision",
    "Round": "round",
    "School": "school",
    "SchoolClass": "school_class",
    "ServicePlan": "service_plan",
    "Session": "session",
    "ShortlistItem": "shortlist_item",
    "Staff": "staff",
    "Student": "student",
    "Term": "term",
    "TimeSlot": "time_slot",
}


def test_no_code_changes_and_every_new_model_names_its_own():
    """A line of this table is a promise to the rows that exist: add lines, change none."""
    assert {model.__name__: model.kind_code for model in tenant_models()} == CODES


def test_a_code_finds_its_model_and_an_unknown_one_none():
    assert {model_of_kind(code).__name__: code for code in CODES.values()} == CODES
    assert model_of_kind("gone") is None
