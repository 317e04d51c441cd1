from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"
    verbose_name = "学校"

    def ready(self) -> None:
        from bureaus import home, inbox
        from schools import reports, steps
        from schools.reports import progress

        steps.register("survey", progress.survey_progress)
        steps.register("plan", progress.plan_progress)
        steps.register("approval", progress.approval_progress)
        home.register_steps(reports.step_counts)
        home.register_figures(progress.figures)
        inbox.register(progress.returned_plans)
