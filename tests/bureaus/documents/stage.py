"""The rows with which the routes of bureaus.documents are opened."""

from afterschool.papers import uploads
from bureaus.documents import services
from tests import papers
from tests.files import photograph
from tests.stage import Stage


def build(stage: Stage) -> None:
    """One paper issued to a school, one file that the school handed in."""
    school, admin = stage.county.school, stage.county.actor("school_admin")
    document = papers.issued(stage.county, subject=school, school_id=school.pk)
    attachment = services.keep_attachment(uploads.check_upload(photograph("制度.jpg")), purpose="plan-rules", by=admin)
    stage.opens("bureaus", "download_document", pk=document.pk)
    stage.opens("bureaus", "download_attachment", pk=attachment.pk)
