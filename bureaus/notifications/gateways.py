"""The only way out for messages. Called by jobs alone: a request never waits for a carrier, nor learns from its delay.

Neither a phone number in clear nor a code is ever logged.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from string import Formatter
from typing import Protocol

import structlog
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.module_loading import import_string

from afterschool.values.identity import mask_phone

log = structlog.get_logger(__name__)


class Template(Enum):
    """The texts that may be sent. A gateway registers each with the carrier, so none is made up on the way.

    None names a person or says anything about one: a message lies open on a locked screen.
    """

    SIGN_IN_CODE = "您的登录验证码是 {code}，{minutes} 分钟内有效。请勿告诉他人，工作人员不会向您索要。"

    def fill(self, params: dict[str, str]) -> str:
        """The text. Raises ValueError unless exactly the parameters of the template are given."""
        placeholders = {name for _, name, _, _ in Formatter().parse(self.value) if name}
        if placeholders != set(params):
            raise ValueError(f"{self.name} needs exactly {sorted(placeholders)}, not {sorted(params)}.")
        return self.value.format(**params)


@dataclass(frozen=True, slots=True)
class ShortMessage:
    """短信 on its way. Text, parameters and phone stay out of repr and logs."""

    phone: str = field(repr=False)
    template: Template
    params: dict[str, str] = field(repr=False)
    sent_at: datetime

    @property
    def text(self) -> str:
        return self.template.fill(self.params)


class Gateway(Protocol):
    """What an installation brings: the class behind its contract with a carrier."""

    def send(self, phone: str, template: str, params: dict[str, str]) -> None: ...


class Channel(ABC):
    @abstractmethod
    def deliver(self, message: ShortMessage) -> None:
        """Hand the message over, or raise."""


class Development(Channel):
    """Keeps the last messages in the cache for the page /dev/messages/; nothing leaves the machine."""

    KEY = "messaging:development"
    KEPT = 50

    def deliver(self, message: ShortMessage) -> None:
        cache.set(self.KEY, [message, *self.messages()][: self.KEPT], timeout=24 * 3600)

    @classmethod
    def messages(cls) -> list[ShortMessage]:
        """Newest first."""
        return cache.get(cls.KEY, [])


class Sms(Channel):
    """The gateway of an installation: a class named in SMS_GATEWAY with `send(phone, template, params)`."""

    def deliver(self, message: ShortMessage) -> None:
        self.gateway().send(message.phone, message.template.name, message.params)

    @staticmethod
    def gateway() -> Gateway:
        path = getattr(settings, "SMS_GATEWAY", "")
        if not path:
            raise ImproperlyConfigured(
                "MESSAGING_CHANNEL is 'sms' but no gateway is configured: set SMS_GATEWAY to the path of a class"
                " with send(phone, template, params), or MESSAGING_CHANNEL=development where there are no real families."
            )
        return import_string(path)()


CHANNELS: dict[str, type[Channel]] = {"development": Development, "sms": Sms}


def channel() -> Channel:
    """The way out of this installation. Raises ImproperlyConfigured where there is none."""
    try:
        chosen = CHANNELS[settings.MESSAGING_CHANNEL]()
    except KeyError:
        raise ImproperlyConfigured(f"MESSAGING_CHANNEL must be one of {sorted(CHANNELS)}.") from None
    if isinstance(chosen, Sms):
        chosen.gateway()
    return chosen


def deliver(phone: str, template: Template, params: dict[str, str]) -> None:
    """Hands one message to the carrier, and raises what the carrier raises."""
    channel().deliver(ShortMessage(phone, template, params, timezone.now()))
    log.info("message sent", template=template.name, phone=mask_phone(phone))
