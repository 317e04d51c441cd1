from django.apps import AppConfig

from afterschool.pages.navigation import DESK, PUBLIC, Entry
from afterschool.tenancy.beat import NIGHTLY, in_every_county
from audit.roles import BUREAU_ROLES, SCHOOL_OFFICE


class ProvidersRegisterConfig(AppConfig):
    """Third parties: register, shortlist, blacklist."""

    name = "providers.register"
    label = "providers_register"
    verbose_name = "第三方机构"
    navigation = (
        Entry(
            DESK,
            "学校",
            "第三方机构",
            "building-store",
            "providers:list_providers",
            BUREAU_ROLES | SCHOOL_OFFICE,
            rank=6,
        ),
        Entry(PUBLIC, "", "机构清单", "building-store", "providers:list_shortlist", rank=2),
        Entry(PUBLIC, "", "黑名单", "ban", "providers:list_blacklist", rank=3),
    )
    beat = {"follow-blacklist": in_every_county("follow_blacklist", NIGHTLY)}
