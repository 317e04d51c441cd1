"""Everything that changes a row of this app."""

from .imports import ImportPreview, ImportRefused, import_schools, import_students, preview_schools, preview_students
from .parts import (
    add_activity,
    add_slots,
    attach_file,
    edit_activity,
    edit_slot,
    remove_activity,
    remove_attachment,
    remove_slot,
)
from .people import Answer, add_staff, edit_staff, read_id_number, record_answers
from .plan import (
    PlanNotReady,
    approve_plan,
    create_plan,
    edit_plan,
    issue_plan_document,
    return_plan,
    submit_plan,
    withdraw_plan,
)

__all__ = [
    "Answer",
    "ImportPreview",
    "ImportRefused",
    "PlanNotReady",
    "add_activity",
    "add_slots",
    "add_staff",
    "approve_plan",
    "attach_file",
    "create_plan",
    "edit_activity",
    "edit_plan",
    "edit_slot",
    "edit_staff",
    "import_schools",
    "issue_plan_document",
    "import_students",
    "preview_schools",
    "preview_students",
    "read_id_number",
    "record_answers",
    "remove_activity",
    "remove_attachment",
    "remove_slot",
    "return_plan",
    "submit_plan",
    "withdraw_plan",
]
