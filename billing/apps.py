from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "billing"
    verbose_name = "收费"

    def ready(self) -> None:
        from billing import reports
        from bureaus import home
        from schools import steps

        steps.register("disclosure", reports.disclosure_progress)
        home.register_steps(reports.step_counts)
