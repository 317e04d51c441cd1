"""Lists of a policy as lines of text and back."""

import re

import pytest

from bureaus.policies import packs
from bureaus.policies import text as policy_text
from bureaus.policies.kinds import Exemptions, PlanParts, ReviewChains
from bureaus.policies.values import BadPolicyValue, field_types, write_value

CATEGORIES = field_types(Exemptions)["categories"]


def list_fields():
    for code, pack in packs.all_packs().items():
        for number, statement in enumerate(pack.statements):
            for field, value in statement.value.items():
                hint = field_types(statement.kind)[field]
                if policy_text.item_of(hint):
                    yield pytest.param(statement.kind, field, value, id=f"{code} {number} {field}")


@pytest.mark.parametrize(("kind", "field", "value"), list(list_fields()))
def test_every_list_of_every_pack_reads_back_from_its_lines(kind, field, value):
    hint = field_types(kind)[field]
    raw = policy_text.read_lines(hint, policy_text.write_lines(value), field)
    assert kind.read_part({field: raw})[field] == value


def test_a_line_shows_chinese_words():
    raw = [{"code": "orphan", "name": "孤儿", "treatment": "exempt"}]
    value = Exemptions.from_mapping({"categories": raw}).categories
    assert policy_text.write_lines(value) == "orphan | 孤儿 | 免收"
    assert policy_text.heading(CATEGORIES).startswith("代码 | 名称 | 处理")


def test_a_chain_takes_one_line_a_step():
    steps = [{"code": "a", "name": "审核", "role": "officer"}, {"code": "b", "name": "审批", "role": "approver"}]
    value = ReviewChains.from_mapping({"chains": [{"subject": "plan_approval", "steps": steps}]}).chains
    assert policy_text.write_lines(value).splitlines() == [
        "方案备案审批 | a | 审核 | 业务股室 | 学校 | 1 |  | applicant",
        "方案备案审批 | b | 审批 | 分管领导 | 学校 | 1 |  | applicant",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("orphan", "第 1 行“名称”（name）：缺少“名称”"),
        (
            "orphan | 孤儿\n\ndisabled | 残疾学生 | 打折",
            "第 3 行“处理”（treatment）：“打折”不在可选项之中（exempt 免收、reduction 减收）",
        ),
        ("a | b | 免收 | | | | | 多", "第 1 行有 8 项"),
    ],
)
def test_a_bad_line_is_refused_with_its_number(text, words):
    with pytest.raises(BadPolicyValue, match=re.escape(words)):
        policy_text.read_lines(CATEGORIES, text, "categories")


def test_parts_of_a_plan_by_code():
    raw = policy_text.read_lines(field_types(PlanParts)["parts"], "schedule | 服务时间", "parts")
    assert write_value(PlanParts.from_mapping({"parts": raw}).parts) == [{"part": "schedule", "name": "服务时间"}]


@pytest.mark.parametrize("number", ["²", "9" * 5000])
def test_what_is_no_number_is_refused_not_an_error(number):
    line = f"方案备案审批 | a | 审核 | 业务股室 | 学校 | {number}"
    raw = policy_text.read_lines(field_types(ReviewChains)["chains"], line, "chains")
    with pytest.raises(BadPolicyValue, match="不是整数"):
        ReviewChains.from_mapping({"chains": raw})
