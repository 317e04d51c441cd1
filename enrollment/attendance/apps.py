from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry
from afterschool.tenancy.beat import NIGHTLY, in_every_county
from audit.roles import BUREAU_ROLES, SCHOOL_OFFICE, TEACHING


class EnrollmentAttendanceConfig(AppConfig):
    """Sessions and the roll."""

    name = "enrollment.attendance"
    label = "enrollment_attendance"
    verbose_name = "考勤"
    navigation = (
        Entry(
            DESK,
            "报名与考勤",
            "课次与点名",
            "list-check",
            "enrollment:list_sessions",
            BUREAU_ROLES | SCHOOL_OFFICE | TEACHING,
            rank=3,
        ),
    )
    beat = {"plan-sessions": in_every_county("plan_sessions_of_bureau", NIGHTLY)}

    def ready(self) -> None:
        from audit import events
        from bureaus.inbox import registry as inbox
        from bureaus.terms import registry as calendar_registry
        from bureaus.terms.events import CalendarChanged, TermClosed
        from enrollment.admissions.events import AgreementAccepted, RoundClosed
        from enrollment.attendance import listeners, reports
        from providers.register.events import (
            ProviderBlacklisted,
            ProviderRemoved,
            ProviderReturned,
            ProviderSuspended,
        )
        from schools.plans.events import PlanWithdrawn

        inbox.register_inbox(reports.rolls_to_take)
        calendar_registry.register_effects(reports.effects_of_changes)
        events.listen(RoundClosed, listeners.plan_sessions_of_round)
        events.listen(AgreementAccepted, listeners.plan_sessions_of_agreement)
        events.listen(PlanWithdrawn, listeners.cancel_sessions_of_plan)
        events.foresee(PlanWithdrawn, reports.cancelled_with_plan)
        for ended in (ProviderSuspended, ProviderRemoved, ProviderBlacklisted):
            events.listen(ended, listeners.cancel_sessions_of_provider)
            events.foresee(ended, reports.cancelled_with_provider)
        events.listen(CalendarChanged, listeners.follow_calendar)
        events.listen(ProviderReturned, listeners.restore_sessions_of_provider)
        events.listen(TermClosed, listeners.cancel_sessions_of_term)
        events.foresee(TermClosed, reports.cancelled_with_term)
