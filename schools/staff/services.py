"""The people who serve at a school."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from afterschool.values.errors import require
from audit.actors import Actor
from audit.workflow import record
from schools.register.models import School
from schools.staff import permissions
from schools.staff.models import Staff


@transaction.atomic
def add_staff(*, school: School, by: Actor, **values: Any) -> Staff:
    """登记服务人员, own teachers and people from outside."""
    require(permissions.can_edit_staff(by, school.pk))
    person = Staff.objects.of(by.bureau_id).create(school=school, **values)
    record("staff.add", person, by=by, kind=person.kind)
    return person


@transaction.atomic
def edit_staff(*, person: Staff, by: Actor, **values: Any) -> Staff:
    """修改服务人员登记."""
    person = Staff.objects.of(by.bureau_id).locked().get(pk=person.pk)
    require(permissions.can_edit_staff(by, person.school_id))
    changed = {name: value for name, value in values.items() if getattr(person, name) != value}
    for name, value in changed.items():
        setattr(person, name, value)
    if changed:
        person.save(update_fields=list(changed))
        record("staff.edit", person, by=by, **changed)
    return person
