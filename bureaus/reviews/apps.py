from django.apps import AppConfig


class BureausReviewsConfig(AppConfig):
    name = "bureaus.reviews"
    label = "bureaus_reviews"
    verbose_name = "审核"
