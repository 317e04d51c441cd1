"""Words of the field, once each: models, policy kinds, rules, forms and imports all choose from these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import models

TERM_STEPS = {  # the six steps of a term, in order
    "survey": "宣传摸底",
    "plan": "拟定方案",
    "approval": "审批备案",
    "enrollment": "自愿申报",
    "agreement": "签订协议",
    "disclosure": "信息公示",
}


# --- when --------------------------------------------------------------------------------------------


class Weekday(models.IntegerChoices):
    """星期, as ISO counts: 1 is Monday."""

    MONDAY = 1, "周一"
    TUESDAY = 2, "周二"
    WEDNESDAY = 3, "周三"
    THURSDAY = 4, "周四"
    FRIDAY = 5, "周五"
    SATURDAY = 6, "周六"
    SUNDAY = 7, "周日"

    @property
    def short(self) -> str:
        """一, as a calendar heads its columns."""
        return self.label.removeprefix("周")


def days_label(weekdays: Iterable[int]) -> str:
    """周一至周五, 周二、周四."""
    days = sorted(set(weekdays))
    names = [Weekday(day).label for day in days]
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{names[0]}至{names[-1]}"
    return "、".join(names)


class TermSeason(models.TextChoices):
    """The half of the school year that a term is."""

    AUTUMN = "autumn", "秋季"
    SPRING = "spring", "春季"


class TimetableSeason(models.TextChoices):
    """作息时间: the half of the calendar year by whose timetable a school lives."""

    WINTER = "winter", "冬季"
    SUMMER = "summer", "夏季"


# --- where and for whom ------------------------------------------------------------------------------


class Grade(models.IntegerChoices):
    """年级 of compulsory education."""

    FIRST = 1, "一年级"
    SECOND = 2, "二年级"
    THIRD = 3, "三年级"
    FOURTH = 4, "四年级"
    FIFTH = 5, "五年级"
    SIXTH = 6, "六年级"
    SEVENTH = 7, "七年级"
    EIGHTH = 8, "八年级"
    NINTH = 9, "九年级"


def grades_label(grade_from: int, grade_to: int) -> str:
    """一至六年级, 三年级."""
    first, last = Grade(grade_from).label, Grade(grade_to).label
    return first if first == last else f"{first.removesuffix('年级')}至{last}"


class Stage(models.TextChoices):
    """学段 of compulsory education."""

    PRIMARY = "primary", "小学"
    JUNIOR = "junior", "初中"

    @property
    def grades(self) -> tuple[int, int]:
        """The first and the last grade."""
        return (Grade.FIRST, Grade.SIXTH) if self is Stage.PRIMARY else (Grade.SEVENTH, Grade.NINTH)


class SchoolStage(models.TextChoices):
    """学段 of a school: a nine-year school has both stages, and each has limits of its own."""

    PRIMARY = Stage.PRIMARY.value, Stage.PRIMARY.label
    JUNIOR = Stage.JUNIOR.value, Stage.JUNIOR.label
    NINE_YEAR = "nine_year", "九年一贯制"

    @property
    def stages(self) -> tuple[Stage, ...]:
        return tuple(Stage) if self is SchoolStage.NINE_YEAR else (Stage(self.value),)

    @property
    def grades(self) -> tuple[int, int]:
        """The first and the last grade."""
        return self.stages[0].grades[0], self.stages[-1].grades[1]


class Area(models.TextChoices):
    """城乡: where a school stands."""

    URBAN = "urban", "城区"
    TOWNSHIP = "township", "乡镇"


class AreaScope(models.TextChoices):
    """For the schools of which area a rule or a figure is meant."""

    ALL = "all", "不分城乡"
    URBAN = Area.URBAN.value, Area.URBAN.label
    TOWNSHIP = Area.TOWNSHIP.value, Area.TOWNSHIP.label


# --- what --------------------------------------------------------------------------------------------


class ServiceKind(models.TextChoices):
    """服务类型. Since spring 2024 only the first two may be called, counted and charged as 课后服务."""

    AFTER_SCHOOL = "after_school", "课后服务"
    EXTENDED_CARE = "extended_care", "延时托管"
    MORNING_CARE = "morning_care", "早到校看管"
    LUNCH = "lunch", "午餐"
    MIDDAY_CARE = "midday_care", "午休看管"
    EVENING_STUDY = "evening_study", "晚自习"
    HOLIDAY_CARE = "holiday_care", "节假日托管"
    SUMMER_CARE = "summer_care", "暑期托管"


OUTSIDE_SCHOOL_WEEKS = {ServiceKind.HOLIDAY_CARE, ServiceKind.SUMMER_CARE}
WEEKLY_SERVICES = [(kind.value, kind.label) for kind in ServiceKind if kind not in OUTSIDE_SCHOOL_WEEKS]


class ActivityCategory(models.TextChoices):
    """活动类别."""

    HOMEWORK_GUIDANCE = "homework_guidance", "作业辅导"
    PHYSICAL_ACTIVITY = "physical_activity", "体育活动"
    SCIENCE_EDUCATION = "science_education", "科学教育"
    ARTS = "arts", "文艺"
    LABOR = "labor", "劳动"
    READING = "reading", "阅读"
    INTEREST_GROUP = "interest_group", "兴趣小组及社团"
    MENTAL_HEALTH = "mental_health", "心理辅导"
    COMPREHENSIVE_PRACTICE = "comprehensive_practice", "综合实践"


CATEGORY_LABELS: Mapping[str, str] = dict(ActivityCategory.choices)


# --- for how much ------------------------------------------------------------------------------------


class FeeUnit(models.TextChoices):
    """计费单位, and the period of what comes back with it."""

    LESSON = "lesson", "每课时"
    MONTH = "month", "每月"
    TERM = "term", "每学期"

    @property
    def price(self) -> str:
        """元/生·课时: what stands behind an amount."""
        return f"元/生·{self.label.removeprefix('每')}"

    @property
    def counter(self) -> str:
        """个月: what stands behind a number of them."""
        return "个月" if self is FeeUnit.MONTH else self.label.removeprefix("每")


class CollectionChannel(models.TextChoices):
    """收费渠道. Only the school's own account is allowed since spring 2024."""

    SCHOOL_ACCOUNT = "school_account", "学校账户"
    PARENTS_COMMITTEE = "parents_committee", "家长委员会代收"
    PROVIDER = "provider", "第三方机构收取"
    PROVIDER_VIA_COMMITTEE = "provider_via_committee", "第三方机构委托家委会代收"
    PERSONAL_ACCOUNT = "personal_account", "个人账户"


# --- how far -----------------------------------------------------------------------------------------


class Measure(models.TextChoices):
    """What an indicator counts."""

    SCHOOL_RUNS_SERVICE = "school_runs_service", "开展课后服务的学校"
    SCHOOL_RUNS_2N = "school_runs_2n", "实施“2+N”的学校"
    SCHOOL_RUNS_23 = "school_runs_23", "实施“2+3”的学校"
    SCHOOL_RUNS_SCIENCE = "school_runs_science", "开展科学教育类活动的学校"
    NEEDING_PUPIL_SERVED = "needing_pupil_served", "得到服务的有需求学生"
    PUPIL_TAKES_PART = "pupil_takes_part", "参加课后服务的学生"


class Comparison(models.TextChoices):
    """How a target is meant: “以上” is ≥; “左右” is shown without pass or fail."""

    AT_LEAST = "at_least", "不低于"
    ABOUT = "about", "左右"
