from django.apps import AppConfig


class BillingChargesConfig(AppConfig):
    name = "billing.charges"
    label = "billing_charges"
    verbose_name = "应收"

    def ready(self) -> None:
        from billing.standards import reports as standards_reports
        from bureaus.inbox import registry
        from schools.register import registry as register_registry

        register_registry.register("disclosure", standards_reports.disclosure_progress)
        registry.register_steps(standards_reports.step_counts)
