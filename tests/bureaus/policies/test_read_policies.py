"""Reading policy: what holds in a bureau on a day, from which level, at what cost."""

from datetime import date, time

import pytest

from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.vocabulary import Stage
from audit.actors import Actor
from bureaus.policies import policies, services
from bureaus.policies.kinds import CampaignRules, Exemptions, FeeRules, ReviewChains, ServiceWindow
from bureaus.policies.models import Policy
from bureaus.policies.values import Level

ON = date(2021, 10, 8)


def adopt(county, pack):
    services.adopt_policy_pack(pack_code=pack, by=Actor.system(county.bureau.pk))


@pytest.mark.stated("C-11/primary")
def test_a_county_reads_what_it_adopted_with_the_clause(world):
    adopt(world.linhe, "bayannur_2021")
    window = policies.current(world.linhe.bureau.pk, ServiceWindow, on=ON)
    assert window.latest_end[Stage.PRIMARY] == time(18, 30)
    assert (
        str(window.clause_for("latest_end", Stage.PRIMARY))
        == "《巴彦淖尔市中小学生课后服务工作实施方案》三(二)服务时间"
    )


def test_another_county_reads_nothing_of_it(world):
    adopt(world.linhe, "bayannur_2021")
    assert policies.current(world.anxi.bureau.pk, ServiceWindow, on=ON).latest_end is None


def test_before_the_document_took_effect_it_does_not_hold(world):
    adopt(world.linhe, "bayannur_2021")
    assert policies.current(world.linhe.bureau.pk, ServiceWindow, on=date(2021, 8, 31)).latest_end is None


@pytest.mark.req("D-19")
def test_the_national_notice_holds_everywhere_without_adoption_from_spring_2024(world):
    before = policies.current(world.anxi.bureau.pk, FeeRules, on=date(2024, 1, 31))
    after = policies.current(world.anxi.bureau.pk, FeeRules, on=date(2024, 2, 1))
    assert before.forbidden_channels == () and after.forbidden_channels


def test_a_rule_of_the_prefecture_holds_in_the_county_and_the_stricter_one_wins(world):
    bureau = world.linhe.bureau
    for owner, end in ((bureau.parent, "18:30"), (bureau, "18:00")):
        with bureau_scope(owner.pk):
            Policy.objects.of(owner.pk).create(
                kind="service_window",
                value={
                    "latest_end": {"primary": end, "junior": "19:00"} if owner == bureau.parent else {"primary": end}
                },
                effective_from=date(2021, 9, 1),
                source_title=f"{owner.name}办法",
            )
    with bureau_scope(bureau.pk):
        window = policies.current(bureau.pk, ServiceWindow, on=ON)
    assert dict(window.latest_end) == {Stage.PRIMARY: time(18), Stage.JUNIOR: time(19)}
    assert window.clause_for("latest_end", Stage.JUNIOR).title == "巴彦淖尔市教育局办法"
    assert window.source_of("latest_end", Stage.PRIMARY).overridden[0].level is Level.PREFECTURE


def test_a_kind_of_which_nobody_speaks_is_refused_with_a_sentence(world):
    with pytest.raises(policies.PolicyMissing, match=r"2021-10-08 没有“专项整治”方面的政策.*政策包"):
        policies.current(world.linhe.bureau.pk, CampaignRules, on=ON)
    assert policies.find(world.linhe.bureau.pk, CampaignRules, on=ON) is None


def test_one_query_whatever_is_asked(world, django_assert_num_queries):
    adopt(world.linhe, "bayannur_2021")
    pk = world.linhe.bureau.pk
    policies.forget()
    with django_assert_num_queries(1):
        for kind in (ServiceWindow, FeeRules, Exemptions, ReviewChains):
            for on in (ON, date(2026, 1, 1)):
                policies.current(pk, kind, on=on)


def test_a_rule_written_in_the_same_request_is_read_at_once(world):
    pk = world.linhe.bureau.pk
    assert policies.current(pk, ServiceWindow, on=ON).latest_end is None
    adopt(world.linhe, "bayannur_2021")
    assert policies.current(pk, ServiceWindow, on=ON).latest_end is not None


def test_a_new_request_reads_again(world):
    pk = world.linhe.bureau.pk
    first = policies.current(pk, ServiceWindow, on=ON)
    with bureau_scope(pk):
        assert policies.current(pk, ServiceWindow, on=ON) is not first
