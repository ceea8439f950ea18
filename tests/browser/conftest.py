import os
import shutil
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

# Playwright's loop runs in this thread; the database is asked between its steps, never during one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
COOKIE = {"expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent != Path(__file__).parent:
            continue
        item.add_marker(pytest.mark.browser)
        if CHROMIUM is None:
            reason = "no Chromium found: install it (Debian: apt-get install chromium) to run the browser tests"
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """Start the server when its database is there."""
    return live_server


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(autouse=True)
def _tasks_wait(settings):
    """Ask no other sites in the middle of what a browser does; sites have somebody else do it."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def open_page(browser, live_server, transactional_db):
    """Open pages of the running site; the test fails if the browser complained about any of them.

    What a test brings about, it puts into `open_page.forgiven`.
    """
    contexts, complaints = [], []

    def open_at(path, *, viewport=DESKTOP, **options):
        context = browser.new_context(viewport=viewport, base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    open_at.forgiven = []
    yield open_at
    for context in contexts:
        context.close()
    assert [words for words in complaints if not any(part in words for part in open_at.forgiven)] == []


@pytest.fixture
def open_desk(open_page, live_server, settings):
    """Open a page of the admin, signed in already: the form for that has tests of its own."""

    def open_as(user, path="/admin/", **options):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {
            "name": settings.SESSION_COOKIE_NAME,
            "value": session,
            "domain": live_server.thread.host,
            "path": "/",
        }
        return open_page(path, storage_state={"cookies": [cookie | COOKIE]}, **options)

    return open_as
