"""The rows with which the routes of bureaus.documents are opened."""

from afterschool.papers import uploads
from bureaus.documents import services
from tests import papers
from tests.files import blank_page, photograph
from tests.stage import Stage


def build(stage: Stage) -> None:
    """A paper and a file of each kind: the school's own, a family's, and for the paper one that few may read."""
    county = stage.county
    school, admin = county.school, county.actor("school_admin")
    document = papers.issued(county, subject=school, school_id=school.pk)
    of_family = papers.issued(county, subject=school, school_id=school.pk, guardian_ref=county.guardian.pk, title="一")
    restricted = papers.issued(
        county, subject=school, school_id=school.pk, is_restricted=True, title="二", body=blank_page()
    )
    attachment = services.keep_attachment(uploads.check_upload(photograph("制度.jpg")), purpose="plan-rules", by=admin)
    evidence = services.keep_attachment(
        uploads.check_upload(photograph()),
        purpose="evidence",
        school_id=school.pk,
        is_sensitive=True,
        by=county.actor("guardian"),
    )
    stage.opens("bureaus", "download_document", pk=document.pk)
    stage.opens("bureaus", "download_document", when="of a family", pk=of_family.pk)
    stage.opens("bureaus", "download_document", when="restricted", pk=restricted.pk)
    stage.opens("bureaus", "download_attachment", when="a family's evidence", pk=evidence.pk)
    stage.opens("bureaus", "download_attachment", pk=attachment.pk)
