from .plan import Activity, PlanAttachment, PlanVersion, ServicePlan, TimeSlot
from .roll import Guardianship, SchoolClass, Student
from .school import School
from .staff import Staff
from .survey import DemandAnswer

__all__ = [
    "Activity",
    "DemandAnswer",
    "Guardianship",
    "PlanAttachment",
    "PlanVersion",
    "School",
    "SchoolClass",
    "ServicePlan",
    "Staff",
    "Student",
    "TimeSlot",
]
