from django.apps import AppConfig


class EnrollmentConfig(AppConfig):
    name = "enrollment"
    verbose_name = "报名与考勤"

    def ready(self) -> None:
        from bureaus import home, inbox
        from enrollment.reports import progress
        from schools import steps

        steps.register("enrollment", progress.enrollment_progress)
        steps.register("agreement", progress.agreement_progress)
        home.register_steps(progress.step_counts)
        home.register_figures(progress.figures)
        inbox.register(progress.rolls_to_take)
