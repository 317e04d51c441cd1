"""The pinyin of names, stored beside the name, so that lists sort and a search for `zxm` finds 张小明.

PostgreSQL's own collation is not used (the embedded server has no ICU) and LIKE cannot use an index behind row-level
security: search with `name_initials__startswith` / `name_pinyin__startswith` on the stored columns.
"""

from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin

# Characters that read otherwise as a surname than in running text (《现代汉语词典》, entries marked 姓).
_SURNAMES = (
    "单=shan 仇=qiu 解=xie 区=ou 曾=zeng 查=zha 任=ren 盖=ge 朴=piao 翟=zhai 乐=yue 覃=qin 缪=miao 华=hua 柏=bai "
    "员=yun 尉=wei 冼=xian 洗=xian 那=na 繁=po 秘=bi 种=chong 隗=wei 车=che 阚=kan 黑=he 召=shao 郇=xun 过=guo "
    "葛=ge 应=ying 宁=ning 令=ling 祭=zhai 訾=zi 哈=ha 么=yao 幺=yao 撒=sa 折=she 阙=que 逄=pang 占=zhan 佴=nai 牟=mu "
    "句=gou 曲=qu 万=wan 谌=chen 沈=shen 俞=yu 都=du 叶=ye 贾=jia 纪=ji 蔚=yu 乜=nie 莘=shen 褚=chu 卜=bu 石=shi "
    "重=chong 晁=chao 晟=cheng 仉=zhang 亓=qi 逯=lu"
)
SURNAMES = dict(pair.split("=") for pair in _SURNAMES.split())
COMPOUND_SURNAMES = {
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "长孙": ("zhang", "sun"),
    "单于": ("chan", "yu"),
    "澹台": ("tan", "tai"),
    "夏侯": ("xia", "hou"),
    "亓官": ("qi", "guan"),
    "子车": ("zi", "ju"),
    "乐正": ("yue", "zheng"),
    "拓跋": ("tuo", "ba"),
    "夹谷": ("jia", "gu"),
    "宰父": ("zai", "fu"),
    "令狐": ("ling", "hu"),
    "鲜于": ("xian", "yu"),
    "呼延": ("hu", "yan"),
    "淳于": ("chun", "yu"),
    "南宫": ("nan", "gong"),
}


@dataclass(frozen=True, slots=True)
class Spelling:
    """读音, lower case without tones."""

    syllables: tuple[str, ...]

    @property
    def full(self) -> str:
        """单晓明 → shanxiaoming."""
        return "".join(self.syllables)

    @property
    def initials(self) -> str:
        """单晓明 → sxm."""
        return "".join(syllable[0] for syllable in self.syllables)

    @property
    def sort_key(self) -> str:
        """Syllable by syllable, so that 李安 stands before 李娜 and 林 after both."""
        return " ".join(self.syllables)


def spell_name(name: str) -> Spelling:
    """The pinyin of a person's name; Latin letters and digits stay, other characters without a reading are left out."""
    name = name.strip()
    surname = _surname(name)
    rest = lazy_pinyin(name[len(surname) :], style=Style.NORMAL, v_to_u=False, errors=_plain)  # type: ignore[arg-type]
    return Spelling(tuple(syllable.lower() for syllable in (*surname, *rest) if syllable))


def _surname(name: str) -> tuple[str, ...]:
    if name[:2] in COMPOUND_SURNAMES and len(name) > 2:
        return COMPOUND_SURNAMES[name[:2]]
    return (SURNAMES[name[0]],) if name[:1] in SURNAMES else ()


def _plain(characters: str) -> str | None:
    return "".join(c for c in characters if c.isascii() and c.isalnum()) or None
