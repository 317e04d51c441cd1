from django.apps import AppConfig


class SchoolsPlansConfig(AppConfig):
    name = "schools.plans"
    label = "schools_plans"
    verbose_name = "课后服务方案"

    def ready(self) -> None:
        from bureaus.inbox import registry
        from schools.plans.reports import progress as reports_progress
        from schools.register import registry as register_registry

        register_registry.register("survey", reports_progress.survey_progress)
        register_registry.register("plan", reports_progress.plan_progress)
        register_registry.register("approval", reports_progress.approval_progress)
        registry.register_steps(reports_progress.step_counts)
        registry.register_figures(reports_progress.figures)
        registry.register(reports_progress.returned_plans)
