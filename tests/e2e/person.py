"""A person at the site: a browser signed in, and everything that must never happen while they work."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

DESK = (1366, 900)
PHONE = (390, 844)
PATIENCE = 90_000  # milliseconds, for a machine that is busy with other things


@dataclass
class Watch:
    """Notes refusals of the content policy, errors of scripts, refused pages, and requests to any other place.

    `refusals`: answers that belong to the story, such as 409 where two people change the same thing.
    """

    address: str
    refusals: Collection[int] = ()
    faults: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note(True, f"script: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, said: ConsoleMessage) -> None:
        expected = any(f"status of {status} " in said.text for status in self.refusals)
        self._note(said.type in ("error", "warning") and not expected, f"{said.type}: {said.text}")

    def _request(self, request: Request) -> None:
        ours = request.url.startswith((self.address + "/", "data:", "blob:"))
        self._note(not ours, f"to another place: {request.url}")

    def _response(self, response: Response) -> None:
        bad = response.status >= 400 and response.status not in self.refusals
        self._note(bad, f"{response.status}: {response.url}")

    def _note(self, bad: bool, words: str) -> None:
        if bad:
            self.faults.append(words)


@contextmanager
def signed_in(
    browser: Browser,
    address: str,
    account: tuple[str, str],
    size: tuple[int, int] = DESK,
    refusals: Collection[int] = (),
) -> Iterator[Page]:
    """A person's first page after signing in with user name and password; at the end nothing may have gone wrong."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai", base_url=address
    )
    context.set_default_timeout(PATIENCE)
    watch = Watch(address, refusals)
    page = context.new_page()
    watch.over(page)
    sign_in(page, *account)
    yield page
    context.close()
    assert watch.faults == [], watch.faults


def sign_in(page: Page, username: str, password: str) -> None:
    page.goto("/accounts/sign-in")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/")


def go(page: Page, place: str) -> None:
    """To a place of the menu."""
    page.get_by_role("navigation", name="菜单").get_by_role("link", name=place, exact=True).click()


def confirm(page: Page, button: str) -> None:
    """Press a button that asks first, and say yes."""
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
    page.get_by_role("dialog").locator("button[value=yes]").click()
