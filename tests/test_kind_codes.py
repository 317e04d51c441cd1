"""What stored rows call each model: a code that never changes, whatever the model is called or wherever it moves."""

from afterschool.tenancy import checks
from afterschool.tenancy.kinds import model_of_kind
from afterschool.tenancy.walls import tenant_models
from billing.charges.models import Charge
from billing.ledger.models import Posting

CODES = {
    "activity": "Activity",
    "agreement": "Agreement",
    "agreement_template": "AgreementTemplate",
    "application": "Application",
    "attachment": "Attachment",
    "attendance": "Attendance",
    "blacklist_entry": "BlacklistEntry",
    "calendar_day": "CalendarDay",
    "campaign": "Campaign",
    "charge": "Charge",
    "clue": "Clue",
    "clue_report": "ClueReport",
    "county_return": "MonthlyMerge",
    "demand_answer": "DemandAnswer",
    "document_number": "DocumentNumber",
    "document_order": "DocumentOrder",
    "entry": "Entry",
    "exemption_claim": "ExemptionClaim",
    "fee_standard": "FeeStandard",
    "guardian": "Guardian",
    "guardianship": "Guardianship",
    "indicator": "Indicator",
    "indicator_snapshot": "IndicatorSnapshot",
    "issued_document": "IssuedDocument",
    "journal_entry": "JournalEntry",
    "membership": "Membership",
    "message": "Message",
    "offering": "Offering",
    "one_time_code": "OneTimeCode",
    "payment": "Payment",
    "place": "Place",
    "plan_attachment": "PlanAttachment",
    "plan_version": "PlanVersion",
    "policy": "Policy",
    "posting": "Posting",
    "provider": "Provider",
    "review_case": "ReviewCase",
    "review_decision": "ReviewDecision",
    "round": "Round",
    "school": "School",
    "school_class": "SchoolClass",
    "service_plan": "ServicePlan",
    "session": "Session",
    "shortlist_item": "ShortlistItem",
    "staff": "Staff",
    "student": "Student",
    "term": "Term",
    "time_slot": "TimeSlot",
}


def test_no_code_changes_and_every_new_model_names_its_own():
    """Stored rows hold the words on the left: a model may be renamed or moved, its code may not change. Add lines, change none."""
    assert {model.kind_code: model.__name__ for model in tenant_models()} == CODES


def test_two_models_of_one_code_do_not_start(monkeypatch):
    assert checks.check_kind_codes() == []
    monkeypatch.setattr(Posting, "kind_code", Charge.kind_code)
    (error,) = checks.check_kind_codes()
    assert Charge._meta.label in error.msg
    assert Posting._meta.label in error.msg


def test_a_code_finds_its_model_and_an_unknown_one_none():
    assert {code: model_of_kind(code).__name__ for code in CODES} == CODES
    assert model_of_kind("gone") is None
