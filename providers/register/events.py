"""What the apps above are told of institutions."""

from audit.events import Event


class ProviderSuspended(Event):
    """暂停机构. It serves no more until it is listed again."""


class ProviderRemoved(Event):
    """取消资格. It serves no more in this bureau."""


class ProviderBlacklisted(Event):
    """列入黑名单. This bureau or one above it keeps the institution out for years."""


class ProviderReturned(Event):
    """机构恢复. It may serve: it is listed, or its time on the blacklist is over."""
