"""Pages in a real browser: nothing is blocked by the content security policy, nothing runs out of a phone's screen,
and what matters works without JavaScript."""

import pytest
from playwright.sync_api import BrowserContext, Page

from afterschool.pages import navigation
from audit.roles import Role
from tests import chromium
from tests.world import PASSWORD, World

pytestmark = pytest.mark.browser
DESK_WIDTH, PHONE_WIDTH = 1280, 375


@pytest.fixture(scope="module")
def browser():
    with pytest.MonkeyPatch.context() as patch, chromium.started() as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps an event loop; our tests are not in it
        yield browser


@pytest.fixture
def committed_world(transactional_db) -> World:
    """The cast, where another thread (the server) can see it."""
    return World.build()


def browser_of(browser, live_server, world: World, role: str) -> BrowserContext:
    """A browser in which this person is signed in."""
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")
    session = world.linhe.client(role).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return context


def overflow(page: Page, width: int) -> int:
    """How many pixels the page is wider than the screen."""
    page.set_viewport_size({"width": width, "height": 800})
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SCHOOL_ADMIN, "guardian"])
def test_every_menu_page_fits_and_obeys_the_security_policy(browser, live_server, committed_world, role):
    context = browser_of(browser, live_server, committed_world, role)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    place = navigation.FAMILY if role == "guardian" else navigation.DESK
    entries = [e for e in navigation.entries() if e.place == place and (not e.roles or role in e.roles)]
    for entry in entries:
        page.goto(committed_world.linhe.url(entry.url_name))
        for width in (DESK_WIDTH, PHONE_WIDTH):
            if overflow(page, width) > 0:
                complaints.append(f"{entry.url_name} is wider than {width} px")
    context.close()
    assert complaints == []


def test_staff_sign_in_and_use_the_menu_without_javascript(browser, live_server, committed_world):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": PHONE_WIDTH, "height": 740}
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="工作人员登录").click()
    page.get_by_label("用户名").fill("150802-officer")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_text("菜单", exact=True).click()
    page.get_by_role("link", name="政策", exact=True).first.click()
    assert page.get_by_role("heading", name="政策", exact=True).is_visible()
    page.get_by_label("我的账号").click()
    page.get_by_role("button", name="退出登录").click()
    assert page.get_by_text("您已退出登录").is_visible()
    context.close()


def test_touch_targets_of_families_are_large_enough(browser, live_server, committed_world):
    context = browser_of(browser, live_server, committed_world, "guardian")
    page = context.new_page()
    page.set_viewport_size({"width": PHONE_WIDTH, "height": 740})
    small = []
    for name in ("enrollment:show_family", "family:show_profile"):
        page.goto(committed_world.linhe.url(name))
        for target in page.locator("a:visible, button:visible").all():
            box = target.bounding_box()
            in_text = target.evaluate(
                "e => getComputedStyle(e).display === 'inline' || e.classList.contains('skip-link')"
            )
            if box and not in_text and box["height"] < 43.5:
                small.append((name, target.inner_text(), round(box["height"])))
    context.close()
    assert small == []


def test_a_step_that_asks_first_goes_on_only_after_yes(browser, live_server, committed_world, settings):
    settings.DEBUG = True
    context = browser_of(browser, live_server, committed_world, Role.OFFICER)
    page = context.new_page()
    page.goto("/design/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="提交方案").first.click()
    page.get_by_role("dialog").get_by_role("button", name="取消").click()
    assert sent == []
    page.get_by_role("button", name="提交方案").first.click()
    page.get_by_role("dialog").get_by_role("button", name="确定").click()
    page.wait_for_timeout(500)
    assert len(sent) == 1
    context.close()
