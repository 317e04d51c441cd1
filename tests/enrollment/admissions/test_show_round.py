"""报名统计, where every child has another story."""

from tests.mixed_class import CARE, CLUB, build_mixed_class


def test_a_round_counts_each_application_by_what_became_of_it(desk):
    build_mixed_class(desk)
    context = desk.county.client("school_admin").get(desk.county.url("enrollment:show_round", pk=desk.round.pk)).context
    figures = context["figures"]
    counted = (figures.submitted, figures.accepted, figures.agreed, figures.withdrawn, figures.total)
    assert counted == (1, 1, 3, 2, 5)  # who was refused, withdrew or left does not take part
    held = {row.activity.name: (row.held_count, row.agreed_count) for row in context["offerings"]}
    assert (held[CARE], held[CLUB]) == ((5, 3), (0, 0))
