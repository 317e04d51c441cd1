"""收费标准: drafted from the approved plan, filed, published; only then charged."""

from datetime import date

import pytest
from django.test import Client

from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation
from audit.actors import Actor
from audit.models import Entry
from billing.standards import services
from billing.standards.models import FeeStandard
from bureaus.policies import services as policy_services


def standard_of(cash) -> FeeStandard:
    return FeeStandard.objects.of(cash.county.bureau.pk).get()


@pytest.mark.req("C-39/service_charge", "C-48/charges")
def test_drafted_filed_and_published_through_the_pages(cash):
    admin, county = cash.county.client("school_admin"), cash.county
    admin.post(county.url("billing:draft_fee_standard", pk=cash.plan.pk))
    standard = standard_of(cash)
    assert (standard.amount, standard.unit, standard.status) == (300, "term", "draft")
    admin.post(county.url("billing:file_fee_standard", pk=standard.pk), {"filing_document": "示发改〔2021〕1号"})
    admin.post(county.url("billing:publish_fee_standard", pk=standard.pk))
    assert standard_of(cash).status == "published"
    trace = Entry.objects.about(standard).values_list("action", flat=True)
    assert list(trace) == ["fee_standard.published", "fee_standard.filed", "fee_standard.draft"]
    page = county.client("guardian").get(county.url("billing:list_disclosures")).content.decode()
    assert "300.00 元/生·学期" in page and "示发改〔2021〕1号" in page and "服务性收费" in page


@pytest.mark.req("C-48/charges")
@pytest.mark.parametrize("status", ["draft", "filed"])
def test_what_is_not_published_yet_is_not_shown_as_published(cash, status):
    cash.standard(status)
    everybody = [Client(), *(cash.county.client(role) for role in ("guardian", "school_admin", "officer"))]
    for client in everybody:
        assert "300.00" not in client.get(cash.county.url("billing:list_disclosures")).text


@pytest.mark.req("C-48/charges")
def test_nobody_outside_finds_a_standard_before_it_is_published(cash):
    """The public page asks for what is published, and whoever asks finds nothing else: two walls."""
    outside = [Actor.anonymous(cash.county.bureau.pk, cash.county.code), cash.county.actor("guardian")]
    standard = cash.standard("filed")
    assert [actor for actor in outside if FeeStandard.objects.visible_to(actor).exists()] == []
    services.publish_fee_standard(standard=standard, by=cash.county.actor("school_admin"))
    assert all(FeeStandard.objects.visible_to(actor).exists() for actor in outside)


@pytest.mark.req("C-48/charges")
def test_everybody_reads_the_charges_before_they_are_collected(cash):
    cash.standard()
    page = Client().get(cash.county.url("billing:list_disclosures")).text
    assert "300.00 元/生·学期" in page and cash.county.school.name in page


def test_the_cashier_may_not_file(cash):
    standard = cash.standard("draft")
    url = cash.county.url("billing:file_fee_standard", pk=standard.pk)
    assert cash.county.client("cashier").post(url, {"filing_document": "x"}).status_code == 403


def test_another_county_does_not_see_it(world, cash):
    standard = cash.standard("draft")
    url = world.anxi.url("billing:file_fee_standard", pk=standard.pk)
    assert world.anxi.client("school_admin").get(url).status_code == 404
    url = cash.county.url("billing:file_fee_standard", pk=standard.pk)
    assert world.anxi.client("school_admin").get(url).status_code == 404


def test_a_published_standard_cannot_be_filed_again(cash):
    standard = cash.standard()
    url = cash.county.url("billing:file_fee_standard", pk=standard.pk)
    page = cash.county.client("school_admin").post(url, {"filing_document": "另一号"})
    assert "现在是“已公示”，不能变为“已报备”" in page.content.decode()


def test_filing_without_a_number_is_refused(cash):
    standard = cash.standard("draft")
    url = cash.county.url("billing:file_fee_standard", pk=standard.pk)
    page = cash.county.client("school_admin").post(url, {"filing_document": " "})
    assert standard_of(cash).status == "draft"
    assert page.status_code == 200


def test_where_the_fee_is_filed_jointly_every_department_is_named(cash):
    departments = ["发改部门", "教体部门", "纪委监委驻教育体育局纪检组"]
    policy_services.add_policy(
        kind="fee",
        value={"filing_departments": departments},
        severity="block",
        clause=Clause("示例收费办法", "", "三(五)2"),
        effective_from=date(2021, 8, 1),
        by=cash.county.actor("officer"),
    )
    with pytest.raises(RuleViolation) as refusal:
        services.file_fee_standard(
            standard=cash.standard("draft"), filing_document=" ", by=cash.county.actor("school_admin")
        )
    assert "报备的文号" in str(refusal.value) and all(name in str(refusal.value) for name in departments)


def test_a_school_without_an_account_cannot_file(cash):
    standard = cash.standard("draft")
    standard.payee_account = ""
    standard.save(update_fields=["payee_account"])
    url = cash.county.url("billing:file_fee_standard", pk=standard.pk)
    page = cash.county.client("school_admin").post(url, {"filing_document": "示发改〔2021〕1号"}).content.decode()
    assert "学校没有登记收款账户" in page and standard_of(cash).status == "draft"


def test_a_draft_plan_gives_no_standard(cash):
    type(cash.plan).objects.of(cash.plan.bureau_id).filter(pk=cash.plan.pk).update(status="submitted")
    response = cash.county.client("school_admin").post(cash.county.url("billing:draft_fee_standard", pk=cash.plan.pk))
    assert response.status_code == 409 and "备案通过后" in response.content.decode()
