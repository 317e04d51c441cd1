"""同意孩子信息使用规则: given, refused, taken back."""

import pytest

from audit.models import Entry
from schools.families.models import Guardianship


def answer(county, student, role="guardian", **data):
    return county.client(role).post(county.url("schools:give_consent", pk=student.pk), data)


def test_consent_is_given_refused_and_taken_back(linhe):
    mine = Guardianship.objects.of(linhe.bureau.pk).filter(guardian=linhe.guardian)
    url = linhe.url("schools:give_consent", pk=linhe.student.pk)
    assert "不同意不影响" in linhe.client("guardian").get(url).text
    answer(linhe, linhe.student, answer="give")
    assert mine.get().consent_version == "2026-1"
    answer(linhe, linhe.student, answer="refuse")
    assert mine.get().consented_at is None
    actions = [entry.action for entry in Entry.objects.of(linhe.bureau.pk).about(mine.get())]
    assert actions == ["consent.refuse", "consent.give"]


def test_consent_for_another_child_does_not_exist(linhe):
    assert answer(linhe, linhe.students[1], answer="give").status_code == 404


@pytest.mark.parametrize("role", ["school_admin", "officer"])
def test_nobody_consents_for_a_family(linhe, role):
    assert answer(linhe, linhe.student, role, answer="give").status_code == 403
