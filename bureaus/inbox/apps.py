from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry


class BureausInboxConfig(AppConfig):
    """The first page: inbox, figures, the six steps."""

    name = "bureaus.inbox"
    label = "bureaus_inbox"
    verbose_name = "待办"
    navigation = (
        Entry(DESK, "", "首页", "home", "bureaus:show_home", rank=1),
        Entry(DESK, "", "等我处理", "inbox", "bureaus:show_inbox", rank=2),
    )
