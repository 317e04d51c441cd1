"""The plugin of the suite refuses a mark that names nothing, and one that the pages could not show."""

import pytest

from tests import requirements_plugin


@pytest.mark.parametrize("mark", ["req", "stated", "case"])
def test_a_mark_that_names_nothing_stops_the_run(request, mark):
    request.node.add_marker(getattr(pytest.mark, mark)("X-01/fee"))
    with pytest.raises(pytest.UsageError, match="no such demand: X-01/fee"):
        requirements_plugin.check(request.node, mark, frozenset({"X-01/times"}))


def test_a_row_that_is_cut_is_not_marked_whole(request):
    request.node.add_marker(pytest.mark.req("X-01"))
    with pytest.raises(pytest.UsageError, match="X-01 is cut into parts"):
        requirements_plugin.check(request.node, "req", frozenset({"X-01/fee"}))


def test_a_mark_that_only_running_the_test_shows_is_refused(request):
    request.node.add_marker(pytest.mark.req(f"X-{1:02}"))
    with pytest.raises(pytest.UsageError, match="literal id"):
        requirements_plugin.check(request.node, "req", frozenset({"X-01"}))
