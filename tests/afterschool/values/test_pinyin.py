"""How names sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterschool.values.pinyin import COMPOUND_SURNAMES, SURNAMES, spell_name


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("张示例", "zhangshili", "zsl"),
        ("单晓明", "shanxiaoming", "sxm"),
        ("仇英", "qiuying", "qy"),
        ("解缙", "xiejin", "xj"),
        ("区小曼", "ouxiaoman", "oxm"),
        ("曾乐", "zengle", "zl"),
        ("查良", "zhaliang", "zl"),
        ("乐乐", "yuele", "yl"),
        ("吕绿", "lvlv", "ll"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟咏", "moqiyong", "mqy"),
        ("单于平", "chanyuping", "cyp"),
        ("单于", "shanyu", "sy"),
        ("阿依·古丽", "ayiguli", "aygl"),
        ("李Tom2", "litom2", "lt"),
        (" 王堃 ", "wangkun", "wk"),
        ("", "", ""),
    ],
)
def test_spelling(name, full, initials):
    spelling = spell_name(name)
    assert (spelling.full, spelling.initials) == (full, initials)


def test_sorting_goes_syllable_by_syllable():
    names = ["林一", "李娜", "李安", "利民"]
    assert sorted(names, key=lambda name: spell_name(name).sort_key) == ["李安", "利民", "李娜", "林一"]


def test_the_tables_are_well_made():
    assert all(len(character) == 1 and sound.isascii() and sound.islower() for character, sound in SURNAMES.items())
    assert all(len(surname) == len(sounds) == 2 for surname, sounds in COMPOUND_SURNAMES.items())


@given(st.text())
def test_any_text_spells_to_plain_letters(name):
    spelling = spell_name(name)
    assert spelling.full == "" or (spelling.full.isascii() and spelling.full == spelling.full.lower())
    assert len(spelling.initials) == len(spelling.syllables)
