from django.apps import AppConfig

from afterschool.tenancy.beat import HEARTBEAT_SECONDS, NIGHTLY


class AfterschoolTenancyConfig(AppConfig):
    """Whose rows these are: scope, tenant models, walls, migration order, the beat."""

    name = "afterschool.tenancy"
    label = "afterschool_tenancy"
    verbose_name = "租户"
    beat = {
        "beat-heartbeat": {"task": "afterschool.tenancy.tasks.beat_heartbeat", "schedule": HEARTBEAT_SECONDS},
        "make-partitions": {"task": "afterschool.tenancy.tasks.make_partitions", "schedule": NIGHTLY},
    }

    def ready(self) -> None:
        from afterschool.tenancy import checks  # noqa: F401
