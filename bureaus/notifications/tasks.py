"""What the worker does for messages."""

import json

from django.utils import timezone

from afterschool.tenancy.scopes import bureau_scope
from audit import jobs
from bureaus.notifications import gateways
from bureaus.notifications.gateways import Template
from bureaus.notifications.models import Message


@jobs.handles("message", leaves_house=True)
def send_message(bureau_id: int, message_id: int) -> None:
    """Hands a message to the carrier, with no transaction open meanwhile. One that was sent is not sent again."""
    with bureau_scope(bureau_id):
        message = Message.objects.of(bureau_id).get(pk=message_id)
    if message.sent_at is not None:
        return
    gateways.deliver(message.phone, Template[message.template], json.loads(message.params))
    with bureau_scope(bureau_id):
        Message.objects.of(bureau_id).filter(pk=message_id).update(sent_at=timezone.now())
