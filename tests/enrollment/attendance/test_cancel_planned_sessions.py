"""Many sessions at once: one statement, one entry in the trace of what brought it about."""

from audit.actors import Actor
from audit.models import Entry
from enrollment.attendance import services
from enrollment.attendance.models import Session


def test_what_is_planned_is_cancelled_and_what_was_held_stays(desk, django_assert_num_queries):
    desk.agreed("课业辅导", "科学实验")
    desk.plan_sessions()
    rows = Session.objects.of(desk.county.bureau.pk)
    held_session, by_hand = rows.order_by("day", "pk")[:2]
    rows.filter(pk=held_session.pk).update(status=Session.Status.HELD)
    rows.filter(pk=by_hand.pk).update(status=Session.Status.CANCELLED, cancelled_for=Session.Cause.HAND)
    planned = rows.filter(status=Session.Status.PLANNED).count()
    with django_assert_num_queries(2):
        count = services.cancel_planned_sessions(
            rows, cause=Session.Cause.CALENDAR, reason="暴雪停课", subject=desk.round, by=Actor.system(rows._bureau_id)
        )
    assert count == planned > 2
    assert set(rows.values_list("status", "cancelled_for", "cancel_reason")) == {
        ("held", "", ""),
        ("cancelled", "hand", ""),
        ("cancelled", "calendar", "暴雪停课"),
    }
    entry = Entry.objects.of(desk.county.bureau.pk).about(desk.round).first()
    assert (entry.action, entry.changes["count"]) == ("round.cancel_sessions", planned)


def test_nothing_to_cancel_leaves_no_trace(desk):
    rows = Session.objects.of(desk.county.bureau.pk)
    by = Actor.system(desk.county.bureau.pk)
    assert not services.cancel_planned_sessions(rows, cause="hand", reason="无", subject=desk.round, by=by)
    assert Entry.objects.of(desk.county.bureau.pk).about(desk.round).first().action == "round.open"
