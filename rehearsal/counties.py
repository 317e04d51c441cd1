"""The four counties of the source documents, as data."""

from dataclasses import dataclass
from decimal import Decimal

from afterschool.values.vocabulary import Area, SchoolStage


@dataclass(frozen=True)
class DemoSchool:
    name: str
    stage: str
    area: str


@dataclass(frozen=True)
class DemoCounty:
    """One county: its place in the tree, its policy pack, its schools, what a term costs (None = free)."""

    code: str
    name: str
    short_name: str
    parents: tuple[tuple[str, str, str], ...]  # (code, office, place), the highest first
    packs: tuple[str, ...]
    prefecture_packs: tuple[str, ...]
    fee: Decimal | None
    fee_unit: str
    campaign_title: str
    form_title: str
    schools: tuple[DemoSchool, ...]


def _schools(*rows: tuple[str, str, str]) -> tuple[DemoSchool, ...]:
    return tuple(DemoSchool(*row) for row in rows)


URBAN, TOWN = Area.URBAN, Area.TOWNSHIP
PRIMARY, JUNIOR, NINE = SchoolStage.PRIMARY, SchoolStage.JUNIOR, SchoolStage.NINE_YEAR
COUNTIES = (
    DemoCounty(
        code="150802",
        name="临河区教育局",
        short_name="临河区",
        parents=(("150000", "内蒙古自治区教育厅", "内蒙古自治区"), ("150800", "巴彦淖尔市教育局", "巴彦淖尔市")),
        packs=(),
        prefecture_packs=("bayannur_2021",),
        fee=Decimal("2.00"),
        fee_unit="lesson",
        campaign_title="城区中小学课后服务覆盖不足问题",
        form_title="“点题整治”群众身边腐败和不正之风突出问题线索登记表",
        schools=_schools(
            ("示例第一小学", PRIMARY, URBAN),
            ("示例第二小学", PRIMARY, URBAN),
            ("示例第三小学", PRIMARY, URBAN),
            ("示例实验小学", PRIMARY, URBAN),
            ("示例河畔小学", PRIMARY, URBAN),
            ("示例第一中学", JUNIOR, URBAN),
            ("示例第二中学", JUNIOR, URBAN),
            ("示例第三中学", JUNIOR, URBAN),
            ("示例一贯制学校", NINE, URBAN),
            ("示例乡中心小学", PRIMARY, TOWN),
            ("示例镇中心小学", PRIMARY, TOWN),
            ("示例镇中学", JUNIOR, TOWN),
        ),
    ),
    DemoCounty(
        code="350524",
        name="安溪县教育局",
        short_name="安溪县",
        parents=(("350000", "福建省教育厅", "福建省"), ("350500", "泉州市教育局", "泉州市")),
        packs=("anxi_2021", "anxi_2023"),
        prefecture_packs=(),
        fee=Decimal("300.00"),
        fee_unit="term",
        campaign_title="城区中小学课后服务覆盖不足问题",
        form_title="“点题整治”群众身边腐败和不正之风问题线索登记表",
        schools=_schools(
            ("示例城厢小学", PRIMARY, URBAN),
            ("示例凤山小学", PRIMARY, URBAN),
            ("示例茶乡小学", PRIMARY, URBAN),
            ("示例城东中学", JUNIOR, URBAN),
            ("示例城西中学", JUNIOR, URBAN),
            ("示例山前中心学校", PRIMARY, TOWN),
            ("示例溪口中心学校", PRIMARY, TOWN),
            ("示例溪口中学", JUNIOR, TOWN),
        ),
    ),
    DemoCounty(
        code="530302",
        name="麒麟区教育体育局",
        short_name="麒麟区",
        parents=(("530000", "云南省教育厅", "云南省"), ("530300", "曲靖市教育体育局", "曲靖市")),
        packs=(),
        prefecture_packs=("qujing_2020_draft",),
        fee=Decimal("100.00"),
        fee_unit="month",
        campaign_title="课后服务不规范问题",
        form_title="问题线索登记表",
        schools=_schools(
            ("示例珠江源小学", PRIMARY, URBAN),
            ("示例南城小学", PRIMARY, URBAN),
            ("示例北关小学", PRIMARY, URBAN),
            ("示例麒麟中学", JUNIOR, URBAN),
            ("示例越州中心学校", NINE, TOWN),
            ("示例东山小学", PRIMARY, TOWN),
        ),
    ),
    DemoCounty(
        code="130582",
        name="沙河市教育局",
        short_name="沙河市",
        parents=(("130000", "河北省教育厅", "河北省"), ("130500", "邢台市教育局", "邢台市")),
        packs=("shahe_2021",),
        prefecture_packs=(),
        fee=None,
        fee_unit="",
        campaign_title="课后服务质效不高问题",
        form_title="问题线索登记表",
        schools=_schools(
            ("示例市直一小", PRIMARY, URBAN),
            ("示例市直二小", PRIMARY, URBAN),
            ("示例市直三中", JUNIOR, URBAN),
            ("示例太行学区小学", PRIMARY, TOWN),
            ("示例白塔学区小学", PRIMARY, TOWN),
            ("示例新城中学", JUNIOR, TOWN),
        ),
    ),
)
