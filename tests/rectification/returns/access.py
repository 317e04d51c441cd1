"""Who reaches the routes of rectification.returns."""

from audit.roles import Role
from tests.people import BUREAU, HEADS, LEADERS, Access, Reasons

ACCESS: Access = {
    "rectification:add_clue": HEADS,
    "rectification:download_month_package": {Role.INSPECTOR},
    "rectification:edit_clue": HEADS,
    "rectification:file_clue_report": HEADS,
    "rectification:file_nil_report": HEADS,
    "rectification:forward_merge": {Role.INSPECTOR},
    "rectification:freeze_month": {Role.INSPECTOR},
    "rectification:list_clue_reports": HEADS,
    "rectification:record_disposition": {Role.INSPECTOR},
    "rectification:remind_schools": {Role.OFFICER, Role.INSPECTOR},
    "rectification:remove_clue": HEADS,
    "rectification:reopen_clue_report": HEADS,
    "rectification:show_campaign": BUREAU | HEADS,
    "rectification:show_clue": HEADS | {Role.INSPECTOR},
    "rectification:show_clue_report": HEADS | {Role.INSPECTOR},
    "rectification:show_month_board": LEADERS | {Role.INSPECTOR},
    "rectification:show_monthly_merge": {Role.INSPECTOR},
    "rectification:start_clue_report": HEADS,
}
COUNTY_WIDE: Reasons = {
    "rectification:show_campaign": "A campaign is the county's; each school files its own reports in it.",
}
RECORDED: Reasons = {
    "rectification:edit_clue": "The form shows the substance of the clue.",
    "rectification:show_clue": "The page shows the substance of the clue.",
    "rectification:show_clue_report": "The page says what the school has found.",
    "rectification:show_monthly_merge": "The page shows the clues of all schools.",
}
