"""Who reaches the routes of bureaus.documents."""

from tests.people import INSIDE, Access, Public

ACCESS: Access = {
    "bureaus:download_attachment": INSIDE,
    "bureaus:download_document": INSIDE,
}
PUBLIC: Public = {
    "bureaus:check_document": "Whoever holds a paper may ask whether it is ours.",
}
