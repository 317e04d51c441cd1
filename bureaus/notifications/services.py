"""Writing messages. They are sent by a job after the commit; a number or a text that cannot be sent is refused at once."""

import json

from afterschool.values.identity import check_phone
from audit import jobs
from bureaus.notifications import gateways
from bureaus.notifications.gateways import Template
from bureaus.notifications.models import Message


def send_message(*, bureau_id: int, phone: str, template: Template, params: dict[str, str]) -> Message:
    """发送. Raises RuleViolation for a wrong number, ValueError for missing parameters, ImproperlyConfigured."""
    template.fill(params)
    gateways.channel()
    message = Message.objects.of(bureau_id).create(
        template=template.name, phone=check_phone(phone), params=json.dumps(params, ensure_ascii=False)
    )
    jobs.order("message", bureau_id=bureau_id, message_id=message.pk)
    return message
