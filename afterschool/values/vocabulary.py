"""Words of the field that models and policy kinds share."""

from __future__ import annotations

from django.db import models

TERM_STEPS = {  # the six steps of a term, in order
    "survey": "宣传摸底",
    "plan": "拟定方案",
    "approval": "审批备案",
    "enrollment": "自愿申报",
    "agreement": "签订协议",
    "disclosure": "信息公示",
}
GRADES = {"primary": (1, 6), "junior": (7, 9), "nine_year": (1, 9)}


class ActivityCategory(models.TextChoices):
    HOMEWORK_GUIDANCE = "homework_guidance", "作业辅导"
    PHYSICAL_ACTIVITY = "physical_activity", "体育活动"
    SCIENCE_EDUCATION = "science_education", "科学教育"
    ARTS = "arts", "文艺"
    LABOR = "labor", "劳动"
    READING = "reading", "阅读"
    INTEREST_GROUP = "interest_group", "兴趣小组及社团"
    MENTAL_HEALTH = "mental_health", "心理辅导"
    COMPREHENSIVE_PRACTICE = "comprehensive_practice", "综合实践"
