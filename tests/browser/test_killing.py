"""P4, P6: the browser or the server is killed (SIGKILL) while somebody types; nothing older than five seconds is lost.

`ROUNDS=10` tries each ten times, at a moment that differs each time.
"""

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from tests.browser.conftest import CHROMIUM, FLAGS

ROOT = Path(__file__).parents[2]
ROUNDS = range(int(os.environ.get("ROUNDS", "1")))
SECONDS_LOST_AT_MOST = 5
WORDS = "The talks went on all night and nobody slept while the delegations waited for news. " * 20


class Site:
    """A server of its own, in its own process, on a file of its own."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}", "DEBUG": "true", "SITE_URL": self.url,
            "DJANGO_SUPERUSER_PASSWORD": "correct horse battery staple",
        }  # fmt: skip
        self.manage("migrate", "--verbosity", "0")
        self.manage("createsuperuser", "--no-input", "--username", "root", "--email", "root@example.org")
        self.start()

    def manage(self, *arguments):
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, check=True)

    def start(self):
        command = [sys.executable, "manage.py", "runserver", "--noreload", str(self.port)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        for _ in range(300):
            with suppress(OSError):
                urllib.request.urlopen(f"{self.url}/robots.txt")  # noqa: S310 - our own
                return
            time.sleep(0.1)
        pytest.fail("the server did not start")

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Browser:
    """A Chromium with a profile that outlives it."""

    def __init__(self, playwright, profile, url):
        options = {"executable_path": CHROMIUM, "args": FLAGS, "base_url": url}
        self.profile, self.form = profile, f"/admin/blog/post/add/?try={profile.parent.name}"
        self.context = playwright.chromium.launch_persistent_context(profile, **options)
        self.page = self.context.pages[0]

    def open_form(self):
        self.page.goto(self.form)
        if "/login/" in self.page.url:
            self.page.get_by_label("Username").fill("root")
            self.page.get_by_label("Password").fill("correct horse battery staple")
            self.page.get_by_role("button", name="Log in").click()
            self.page.wait_for_url(lambda url: url.endswith(self.form))

    def kill(self):
        """Kill all processes of this browser, which are those that name its profile, and no other."""
        for entry in Path("/proc").iterdir():
            with suppress(OSError, ValueError):
                if str(self.profile).encode() in (entry / "cmdline").read_bytes():
                    os.kill(int(entry.name), signal.SIGKILL)
        with suppress(Exception):
            self.context.close()


def type_for(page, seconds, text):
    """Type on for so long; return (moment, text so far) of each key."""
    typed, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        text += WORDS[len(text)]
        page.keyboard.type(text[-1])
        typed.append((time.monotonic(), text))
        time.sleep(0.02)
    return typed


def restore(page):
    """Take up what is offered, and return the body."""
    page.get_by_role("button", name="Restore it").first.click(timeout=10_000)
    page.wait_for_load_state()
    return page.get_by_label("Body:").input_value()


def assert_little_was_lost(restored, typed, killed_at):
    surely = max((text for moment, text in typed if moment < killed_at - SECONDS_LOST_AT_MOST), key=len, default="")
    assert typed[-1][1].startswith(restored)
    assert len(restored) >= len(surely)
    lost = next(killed_at - moment for moment, text in typed if len(text) > len(restored) or text == typed[-1][1])
    print(f"lost: {len(typed[-1][1]) - len(restored)} characters, the oldest typed {lost:.1f} s before")  # noqa: T201 - for whoever tries it


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    site.kill()


@pytest.fixture
def start_browser(playwright, site, tmp_path):
    """Start the browser of this test, once or again, and open the form, which no other test opens."""
    started = []

    def start():
        started.append(Browser(playwright, tmp_path / "profile", site.url))
        started[-1].open_form()
        return started[-1]

    yield start
    started[-1].context.close()


@pytest.mark.parametrize("number", ROUNDS)
@pytest.mark.parametrize("is_away", [False, True], ids=["server there", "server away"])
def test_killed_browser(site, start_browser, is_away, number):
    """P6"""
    browser = start_browser()
    browser.page.get_by_label("Body:").click()
    typed = type_for(browser.page, 1.5, "")
    if is_away:
        site.kill()
    typed += type_for(browser.page, 6 + 3 * random.random(), typed[-1][1])  # noqa: S311
    killed_at = time.monotonic()
    browser.kill()
    if is_away:
        site.start()
    page = start_browser().page
    assert_little_was_lost(restore(page), typed, killed_at)


@pytest.mark.parametrize("number", ROUNDS)
def test_killed_server(site, start_browser, number):
    """P4, P6"""
    browser = start_browser()
    page = browser.page
    page.get_by_label("Body:").click()
    typed = type_for(page, 2 + 3 * random.random(), "")  # noqa: S311
    site.kill()
    typed += type_for(page, 2, typed[-1][1])
    site.start()
    typed += type_for(page, 1, typed[-1][1])
    page.locator("[data-state]", has_text="Your text is kept.").wait_for(timeout=10_000)
    page.wait_for_timeout(3500)
    browser.kill()
    site.kill()
    site.start()
    assert restore(start_browser().page) == typed[-1][1]
