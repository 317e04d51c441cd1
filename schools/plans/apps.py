from django.apps import AppConfig

from afterschool.pages.navigation import DESK, PUBLIC, Entry
from audit.roles import BUREAU_ROLES, SCHOOL_OFFICE, TEACHING


class SchoolsPlansConfig(AppConfig):
    """一校一案: versions, slots, activities, compliance, publication."""

    name = "schools.plans"
    label = "schools_plans"
    verbose_name = "课后服务方案"
    navigation = (
        Entry(DESK, "学校", "学校名册", "school", "schools:list_schools", BUREAU_ROLES, rank=1),
        Entry(
            DESK,
            "学校",
            "课后服务方案",
            "clipboard-check",
            "schools:list_plans",
            BUREAU_ROLES | SCHOOL_OFFICE | TEACHING,
            rank=2,
        ),
        Entry(PUBLIC, "", "服务方案", "clipboard-check", "schools:list_public_plans", rank=1),
    )

    def ready(self) -> None:
        from audit import events
        from bureaus.inbox import registry as inbox
        from bureaus.terms.events import TermClosed
        from providers.register.events import ProviderRemoved, ProviderSuspended
        from schools.plans import listeners
        from schools.plans.reports import progress
        from schools.plans.reports import providers as stopped_providers
        from schools.register import registry as term_steps

        term_steps.register("survey", progress.survey_progress)
        term_steps.register("plan", progress.plan_progress)
        term_steps.register("approval", progress.approval_progress)
        inbox.register_steps(progress.step_counts)
        inbox.register_figures(progress.figures)
        inbox.register_inbox(progress.returned_plans)
        inbox.register_inbox(stopped_providers.activities_waiting)
        for news in (ProviderSuspended, ProviderRemoved):
            events.foresee(news, stopped_providers.activities_that_would_stop)
        events.listen(TermClosed, listeners.return_undecided_plans)
        events.foresee(TermClosed, progress.returned_with_term)
