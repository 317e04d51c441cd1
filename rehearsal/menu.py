"""What the demonstration's schools offer: from the bare minimum to a rich menu, so that figures differ."""

from dataclasses import dataclass
from datetime import time

WORKDAYS = [1, 2, 3, 4, 5]


@dataclass(frozen=True)
class Dish:
    name: str
    kind: str
    category: str
    weekdays: tuple[int, ...]
    starts_at: time
    ends_at: time
    capacity: int | None = None
    venue: str = "教室"
    content: str = ""


HOMEWORK = Dish(
    "作业辅导",
    "base_care",
    "homework_guidance",
    tuple(WORKDAYS),
    time(16, 30),
    time(17, 10),
    content="自主完成作业，教师个别答疑，不讲新课。",
)
EXERCISE = Dish(
    "阳光体育",
    "base_care",
    "physical_activity",
    tuple(WORKDAYS),
    time(17, 10),
    time(17, 50),
    venue="操场",
    content="跑跳、球类，每天都动起来。",
)
CLUBS = (
    Dish(
        "科学实验社",
        "club",
        "science_education",
        (2,),
        time(17, 50),
        time(18, 20),
        20,
        "实验室",
        "动手做小实验，写观察记录。",
    ),
    Dish("合唱团", "club", "arts", (3,), time(17, 50), time(18, 20), 30, "音乐室", "发声和合唱。"),
    Dish("阅读角", "club", "reading", (4,), time(17, 50), time(18, 20), 25, "图书馆", "整本书阅读和分享。"),
    Dish("劳动小园丁", "club", "labor", (5,), time(17, 50), time(18, 20), 15, "校园苗圃", "种植和养护。"),
    Dish("棋社", "club", "interest_group", (1,), time(17, 50), time(18, 20), 2, "活动室", "象棋入门。"),
)


def menu(number: int) -> list[Dish]:
    """The menu of the n-th school: the first offers everything; some have no science, some too few clubs for “2+3”."""
    clubs = list(CLUBS if number % 4 == 1 else CLUBS[: 3 + number % 2])
    if number % 4 == 0:
        clubs = [club for club in clubs if club.category != "science_education"]
    if number % 5 == 0:
        clubs = clubs[:2]
    return [HOMEWORK, EXERCISE, *clubs]
