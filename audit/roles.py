"""The roles of design and their level: in the bureau, in a school, beside them."""

from django.db import models


class Role(models.TextChoices):
    """岗位. What somebody may do in one bureau; one person may hold several."""

    OFFICER = "officer", "业务股室"
    APPROVER = "approver", "分管领导"
    FINANCE = "finance", "计财人员"
    INSPECTOR = "inspector", "派驻纪检监察组"
    JOINT_REVIEWER = "joint_reviewer", "联审部门"
    SCHOOL_ADMIN = "school_admin", "学校管理员"
    PRINCIPAL = "principal", "校长"
    CLASS_TEACHER = "class_teacher", "班主任"
    MORAL_EDUCATION_OFFICE = "moral_education_office", "德育处"
    TEACHING_OFFICE = "teaching_office", "教务处"
    TEACHER = "teacher", "教师"
    DUTY_LEADER = "duty_leader", "带班领导"
    CASHIER = "cashier", "出纳"
    COMMITTEE_MEMBER = "committee_member", "家长委员会"
    PROVIDER_AGENT = "provider_agent", "第三方机构"


BUREAU_ROLES = {Role.OFFICER, Role.APPROVER, Role.FINANCE, Role.INSPECTOR, Role.JOINT_REVIEWER}
OUTSIDE_ROLES = {Role.PROVIDER_AGENT}
SCHOOL_ROLES = set(Role) - BUREAU_ROLES - OUTSIDE_ROLES
HEADS = {Role.SCHOOL_ADMIN, Role.PRINCIPAL}  # who answer for what a school files
SCHOOL_OFFICE = HEADS | {Role.TEACHING_OFFICE, Role.MORAL_EDUCATION_OFFICE}
CLASS_TEACHERS = {Role.CLASS_TEACHER}
TEACHING = CLASS_TEACHERS | {Role.TEACHER, Role.DUTY_LEADER}
REVIEWING = SCHOOL_OFFICE | {Role.CLASS_TEACHER, Role.COMMITTEE_MEMBER}
MONEY = HEADS | {Role.CASHIER}
ROLL_TAKERS = HEADS | TEACHING | {Role.TEACHING_OFFICE}
BUREAU_OFFICE = {Role.OFFICER, Role.APPROVER}  # who decide for the bureau
OVERSIGHT = BUREAU_OFFICE | {Role.INSPECTOR}


def level_of(role: str) -> str:
    """bureau, school or outside."""
    if role in BUREAU_ROLES:
        return "bureau"
    return "school" if role in SCHOOL_ROLES else "outside"
