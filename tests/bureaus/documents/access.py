"""Who reaches the routes of bureaus.documents."""

from audit.roles import Role
from tests.people import BUREAU, FAMILY, HEADS, INSIDE, PLAN_WRITERS, Access, Public, Reasons

WHO_REVIEW = PLAN_WRITERS | {Role.CLASS_TEACHER}

ACCESS: Access = {
    "bureaus:download_attachment": INSIDE,
    "bureaus:download_attachment (a family's evidence)": BUREAU | WHO_REVIEW | FAMILY,
    "bureaus:download_document": INSIDE,
    "bureaus:download_document (of a family)": BUREAU | WHO_REVIEW | FAMILY,
    "bureaus:download_document (restricted)": {Role.INSPECTOR} | HEADS,
}
KEPT_NOWHERE: Reasons = {
    "bureaus:check_document": "Who asks about a paper leaves nothing behind.",
}
RECORDED: Reasons = {
    "bureaus:download_attachment (a family's evidence)": "Evidence says what a family would not tell everybody.",
    "bureaus:download_document (of a family)": "The paper names a child.",
    "bureaus:download_document (restricted)": "The paper names whom a clue is about.",
}
PUBLIC: Public = {
    "bureaus:check_document": "Whoever holds a paper may ask whether it is ours.",
}
