from django.apps import AppConfig

from afterschool.pages.navigation import DESK, FAMILY, Entry
from afterschool.tenancy.beat import NIGHTLY, in_every_county
from audit.roles import BUREAU_ROLES, REVIEWING, SCHOOL_OFFICE


class EnrollmentAdmissionsConfig(AppConfig):
    """Rounds, applications, places, review, exemption claims."""

    name = "enrollment.admissions"
    label = "enrollment_admissions"
    verbose_name = "报名"
    navigation = (
        Entry(
            DESK,
            "报名与考勤",
            "报名轮次",
            "calendar-plus",
            "enrollment:list_rounds",
            BUREAU_ROLES | SCHOOL_OFFICE,
            rank=1,
        ),
        Entry(DESK, "报名与考勤", "报名申请", "clipboard-list", "enrollment:list_applications", REVIEWING, rank=2),
        Entry(FAMILY, "", "首页", "home", "enrollment:show_family", rank=1),
    )
    beat = {"close-due-rounds": in_every_county("close_due_rounds", NIGHTLY)}

    def ready(self) -> None:
        from audit import events
        from bureaus.documents import registry as document_registry
        from bureaus.inbox import registry as inbox
        from bureaus.terms.events import TermClosed
        from enrollment.admissions import listeners, permissions
        from enrollment.admissions.reports import endings, progress
        from schools.plans.events import PlanWithdrawn
        from schools.pupils.events import StudentLeft
        from schools.register import registry as term_steps

        document_registry.guard(permissions.EVIDENCE, permissions.can_open_evidence)
        term_steps.register("enrollment", progress.enrollment_progress)
        term_steps.register("agreement", progress.agreement_progress)
        inbox.register_steps(progress.step_counts)
        inbox.register_figures(progress.figures)
        events.listen(PlanWithdrawn, listeners.end_rounds_of_plan)
        events.foresee(PlanWithdrawn, endings.ended_with_plan)
        events.listen(StudentLeft, listeners.end_applications_of_student)
        events.foresee(StudentLeft, endings.ended_with_student)
        events.listen(TermClosed, listeners.end_rounds_of_term)
        events.foresee(TermClosed, endings.ended_with_term)
