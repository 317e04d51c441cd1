from django.apps import AppConfig


class BureausReviewsConfig(AppConfig):
    """One engine for every chain of decisions."""

    name = "bureaus.reviews"
    label = "bureaus_reviews"
    verbose_name = "审核"

    def ready(self) -> None:
        from bureaus.inbox import registry as inbox
        from bureaus.reviews import reports

        inbox.register_inbox(reports.reviews_waiting)
