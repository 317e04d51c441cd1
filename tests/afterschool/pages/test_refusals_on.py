"""`refusals_on(form)`: a broken rule stands in the form, sentence and clause; what is no refusal passes through."""

import pytest
from django import forms
from django.db import IntegrityError, transaction

from afterschool.pages.forms import refusals_on
from afterschool.values.clauses import Clause
from afterschool.values.errors import Forbidden, RuleViolation
from bureaus.documents.models import DocumentNumber
from bureaus.policies.values import Severity
from schools.plans import rules as plan_rules
from schools.plans.services import plans as plan_services
from schools.register.models import School

CLAUSE = Clause("示例办法", "示教发〔2021〕1号", "第三条")


class SchoolForm(forms.Form):
    code = forms.CharField()
    file = forms.CharField(required=False)


@pytest.fixture
def form() -> SchoolForm:
    form = SchoolForm({"code": "L01"})
    assert form.is_valid()
    return form


def errors_of(form: forms.Form) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in form.errors.items()}


@pytest.mark.parametrize(
    ("field", "options", "name"),
    [
        ("code", {}, "code"),
        ("amount", {}, "__all__"),
        (None, {}, "__all__"),
        (None, {"otherwise": "file"}, "file"),
        ("code", {"otherwise": "file"}, "code"),
        ("schools[2].code", {"field_of": lambda key: key.rpartition(".")[2]}, "code"),
        ("schools[2].amount", {"field_of": lambda key: key.rpartition(".")[2]}, "__all__"),
    ],
    ids=["known", "unknown", "none", "none, otherwise", "known, otherwise", "translated", "translated, unknown"],
)
def test_the_sentence_stands_on_the_field_it_names_if_the_form_has_it(form, field, options, name):
    with refusals_on(form, **options):
        raise RuleViolation("不行。", field=field)
    assert errors_of(form) == {name: ["不行。"]}
    assert not form.is_valid()


def test_the_clause_stays_with_the_sentence(form):
    with refusals_on(form):
        raise RuleViolation("不行。", clause=CLAUSE)
    (error,) = form.non_field_errors().as_data()
    assert error.message.clause == CLAUSE
    assert str(CLAUSE) in str(form) and "不行。" in str(form)


def test_a_refusal_of_several_sentences_stands_there_whole(form):
    findings = [plan_rules.Finding("premises", Severity.BLOCK, sentence, CLAUSE) for sentence in ("缺一。", "缺二。")]
    with refusals_on(form):
        raise plan_services.PlanNotReady(findings)
    (error,) = form.non_field_errors().as_data()
    assert "1. 缺一。2. 缺二。" in error.message.message


def test_without_a_refusal_the_block_returns_and_the_form_stays_clean(form):
    def view():
        with refusals_on(form):
            return "redirect"
        return "form"

    assert view() == "redirect" and form.is_valid()


@pytest.mark.parametrize("error", [Forbidden("没有权限"), ValueError("a mistake of ours")], ids=["403", "500"])
def test_what_breaks_no_rule_passes_through(form, error):
    with pytest.raises(type(error)), refusals_on(form):
        raise error
    assert form.is_valid()


def test_a_violated_constraint_says_its_sentence_on_the_field_that_collides(world, form):
    school = world.linhe.school
    with refusals_on(form), transaction.atomic():
        School.objects.of(school.bureau_id).create(name="示例学校", code=school.code, stage="primary")
    assert errors_of(form) == {"code": ["学校代码已经登记。"]}
    assert School.objects.of(school.bureau_id).filter(code=school.code).count() == 1


def test_a_violated_constraint_without_a_sentence_is_a_mistake_of_ours(world, form):
    numbers = DocumentNumber.objects.of(world.linhe.bureau.pk)
    numbers.create(kind="example", year=2021)
    with pytest.raises(IntegrityError), refusals_on(form), transaction.atomic():
        numbers.create(kind="example", year=2021)
    assert form.is_valid()
