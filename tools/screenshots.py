"""`./run screenshots`: the README's pictures, taken from the demo school in a real browser."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from tools.apt_needs import BROWSERS
from tools.browser import FLAGS
from tools.places import ROOT
from tools.served import careplan, served

DATA = ROOT / "var" / "screenshots"
PICTURES = ROOT / "docs" / "pictures"
DESK = (1280, 860)
PHONE = (390, 780)
PDF_PAGES = (1, 5)
PDF_DPI = "60"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: who looks at which page; follow: links to click, one after the other, after the page has opened."""

    name: str
    role: str
    path: str
    follow: tuple[str, ...] = ()
    size: tuple[int, int] = DESK


SHOTS = (
    Shot("today", "principal", "/"),
    Shot("children", "head_counselor", "/children/counts"),
    Shot("activities", "head_counselor", "/activities/"),
    Shot("plan", "head_counselor", "/plan/"),
    Shot("calendar", "head_counselor", "/sessions/"),
    Shot("attendance", "class_teacher", "/", ('main a[href*="/attendance/"]',), PHONE),
    Shot("indicators", "principal", "/indicators/"),
    Shot("report", "principal", "/reports/preview"),
)


@contextmanager
def signed_in(browser: Browser, address: str, account: dict[str, str], size: tuple[int, int]) -> Iterator[Page]:
    """A page of a browser in which this person has signed in."""
    width, height = size
    context = browser.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": width, "height": height}
    )
    page = context.new_page()
    page.goto(f"{address}/accounts/sign-in")
    page.fill('input[name="username"]', account["username"])
    page.fill('input[name="password"]', account["password"])
    page.click('main button[type="submit"], main form button:not([name])')
    page.wait_for_url(f"{address}/")
    yield page
    context.close()


def take(browser: Browser, address: str, accounts: dict[str, dict[str, str]]) -> None:
    for shot in SHOTS:
        with signed_in(browser, address, accounts[shot.role], shot.size) as page:
            page.goto(address + shot.path)
            for link in shot.follow:
                page.locator(link).first.click()
            page.wait_for_load_state("networkidle")
            page.screenshot(path=PICTURES / f"{shot.name}.png")
            print(f"docs/pictures/{shot.name}.png", flush=True)


def print_report() -> None:
    """Two pages of the issued report."""
    report = max((DATA / "reports").glob("*.pdf"), key=lambda path: path.stat().st_mtime)
    for page in PDF_PAGES:
        target = PICTURES / f"report-page-{page}"
        command = ["pdftoppm", "-png", "-singlefile", "-r", PDF_DPI, "-f", str(page), "-l", str(page)]
        subprocess.run([*command, str(report), str(target)], check=True)
        print(f"docs/pictures/{target.name}.png")


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    print("演示学校 demo school …", flush=True)
    DATA.mkdir(parents=True, exist_ok=True)
    careplan("demo", "--no-serve", "--data", DATA)
    listed = json.loads((DATA / "demo-accounts.json").read_text(encoding="utf-8"))
    accounts: dict[str, dict[str, str]] = {}
    for account in listed:
        accounts.setdefault(account["role"], account)
    program = next(filter(None, map(shutil.which, BROWSERS)))
    with served(DATA) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        take(browser, address, accounts)
        browser.close()
    print_report()
    return 0


if __name__ == "__main__":
    sys.exit(main())
