from django.apps import AppConfig


class EnrollmentAttendanceConfig(AppConfig):
    name = "enrollment.attendance"
    label = "enrollment_attendance"
    verbose_name = "考勤"

    def ready(self) -> None:
        from bureaus.inbox import registry
        from enrollment.admissions.reports import progress as reports_progress
        from enrollment.attendance import reports as attendance_reports
        from schools.register import registry as register_registry

        register_registry.register("enrollment", reports_progress.enrollment_progress)
        register_registry.register("agreement", reports_progress.agreement_progress)
        registry.register_steps(reports_progress.step_counts)
        registry.register_figures(reports_progress.figures)
        registry.register(attendance_reports.rolls_to_take)
