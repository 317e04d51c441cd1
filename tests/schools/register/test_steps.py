"""The six steps of a term have six names, and no other."""

import pytest

from schools.register import registry as term_steps


def test_only_known_steps_have_an_owner():
    with pytest.raises(ValueError, match="no such step"):
        term_steps.register("party", lambda bureau_id, school_ids, term: {})
