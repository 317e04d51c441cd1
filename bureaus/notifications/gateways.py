"""The only way out for messages.

A message leaves after the commit, never from inside a transaction and never from one that was rolled back. Neither a
phone number in clear nor a code is ever logged.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import partial
from string import Formatter
from typing import Protocol

import structlog
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from afterschool.values.identity import check_phone, mask_phone

log = structlog.get_logger(__name__)


class Template(Enum):
    """The texts that may be sent. A gateway registers each with the carrier, so none is made up on the way."""

    SIGN_IN_CODE = "您的登录验证码是 {code}，{minutes} 分钟内有效。请勿告诉他人，工作人员不会向您索要。"
    SIGNATURE_CODE = "您正在签署《{document}》，验证码 {code}，{minutes} 分钟内有效。如非本人操作，请联系学校。"
    ENROLLMENT_RESULT = "{pupil}的课后服务报名有了结果：{result}。请登录查看。"
    REPORT_DUE = "{school}的{report}应于 {due} 前报送，目前尚未收到，请及时办理。"
    TASK_WAITING = "有一件事等您处理：{task}，请于 {due} 前办理。"

    def fill(self, params: dict[str, str]) -> str:
        wanted = {name for _, name, _, _ in Formatter().parse(self.value) if name}
        if wanted != set(params):
            raise ValueError(f"{self.name} needs exactly {sorted(wanted)}, not {sorted(params)}.")
        return self.value.format(**params)


@dataclass(frozen=True, slots=True)
class Message:
    """短信. Text, parameters and phone stay out of repr and logs."""

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
    def deliver(self, message: Message) -> None:
        """Hand the message over, or raise."""


class Development(Channel):
    """Keeps the last messages in the cache for the page /dev/messages/; nothing leaves the machine."""

    KEY = "messaging:development"
    KEPT = 50

    def deliver(self, message: Message) -> None:
        cache.set(self.KEY, [message, *self.messages()][: self.KEPT], timeout=24 * 3600)

    @classmethod
    def messages(cls) -> list[Message]:
        """Newest first."""
        return cache.get(cls.KEY, [])


class Sms(Channel):
    """The gateway of an installation: a class named in SMS_GATEWAY with `send(phone, template, params)`."""

    def deliver(self, message: Message) -> None:
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


def send_sms(phone: str, template: Template, params: dict[str, str]) -> None:
    """Send after the commit. A wrong number or a missing parameter is refused at once, where it can be answered."""
    message = Message(check_phone(phone), template, params, timezone.now())
    template.fill(params)
    transaction.on_commit(partial(_deliver, _channel(), message))


def _channel() -> Channel:
    try:
        channel = CHANNELS[settings.MESSAGING_CHANNEL]()
    except KeyError:
        raise ImproperlyConfigured(f"MESSAGING_CHANNEL must be one of {sorted(CHANNELS)}.") from None
    if isinstance(channel, Sms):
        channel.gateway()  # fails before anything is promised
    return channel


def _deliver(channel: Channel, message: Message) -> None:
    channel.deliver(message)
    log.info("message sent", template=message.template.name, phone=mask_phone(message.phone))
