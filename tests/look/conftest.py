"""What `./dev look` asks for. The module every_page.py is named by it alone: no pattern of pytest finds it."""

import pytest

from tests.look.lens import SIZES


def pytest_addoption(parser):
    group = parser.getgroup("look")
    group.addoption("--look-only", default="", help="pages whose app, route or person begins with this")
    group.addoption("--look-sizes", default=",".join(SIZES), help="375, 1280 and 200 (1280 px with twice the text)")
    group.addoption("--look-sample", type=int, default=0, help="so many pages, chosen by the seed")
    group.addoption("--look-seed", type=int, default=0)


@pytest.fixture
def asked(request):
    """The option of this name."""
    return lambda name: request.config.getoption(f"--look-{name}")
