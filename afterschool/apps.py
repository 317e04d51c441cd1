from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AfterschoolConfig(AppConfig):
    name = "afterschool"
    verbose_name = "课后服务"

    def ready(self) -> None:
        from afterschool.celery import app
        from afterschool.tenancy.beat import schedule
        from afterschool.tenancy.walls import build_walls

        post_migrate.connect(build_walls, sender=self)
        app.conf.beat_schedule = schedule()
