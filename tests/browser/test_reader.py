import re
from datetime import timedelta

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from banners.models import SiteBanner
from blog import publishing
from tests.browser.conftest import DESKTOP, PHONE

# The average number of characters in the lines of a paragraph of plain prose.
CHARACTERS_A_LINE = """paragraph => {
  const text = paragraph.firstChild, range = document.createRange();
  let lines = 1, top = null;
  for (let i = 0; i < text.length; i++) {
    range.setStart(text, i); range.setEnd(text, i + 1);
    const box = range.getBoundingClientRect();
    if (top !== null && box.top > top + 5) lines++;
    top = box.top;
  }
  return text.length / lines;
}"""
PROSE = "The committee met in the morning and rose in the evening, and nothing that it said was new to anybody. " * 12
WIDE = "| a | b | c |\n|---|---|---|\n" + f"| {'x' * 60} | {'y' * 60} | {'z' * 60} |\n\n" + "w" * 300


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways(open_page, make_post, author, viewport, scheme):
    post = make_post("Wide", body=WIDE)
    publishing.add_update(post, by=author, body=WIDE)
    page = open_page(post.get_absolute_url(), viewport=viewport, color_scheme=scheme)
    for path in (post.get_absolute_url(), "/", "/search/?q=wide"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


def test_line_of_text_has_60_to_75_characters(open_page, make_post):
    page = open_page(make_post("Long", body=PROSE).get_absolute_url())
    page.evaluate("document.fonts.ready.then(() => null)")
    assert 60 <= page.locator(".prose p").evaluate(CHARACTERS_A_LINE) <= 75


def test_keyboard_reaches_the_text_first(open_page, post):
    page = open_page(post.get_absolute_url())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    page.wait_for_url("**#content")


def test_hidden_notice_stays_hidden_until_it_changes(open_page, post):
    banner = SiteBanner.objects.create(title="Read this", is_active=True, is_dismissible=True)
    page = open_page("/")
    page.get_by_role("button", name="Hide this notice").click()
    page.reload()
    expect(page.get_by_text("Read this")).to_be_hidden()
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        banner.save()
    page.reload()
    expect(page.get_by_text("Read this")).to_be_visible()


def test_site_works_without_javascript(open_page, make_post):
    post = make_post("Findable")
    SiteBanner.objects.create(title="Read this", is_active=True, is_dismissible=True)
    page = open_page("/", java_script_enabled=False)
    expect(page.get_by_text("Read this")).to_be_visible()
    expect(page.get_by_role("button", name="Hide this notice")).to_be_hidden()
    page.get_by_role("link", name="Search").click()
    page.get_by_label("Search for").fill("findable")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Findable").click()
    expect(page).to_have_url(re.compile(f"{post.get_absolute_url()}$"))


def test_update_since_the_last_visit_is_marked_until_the_tab_is_closed(open_page, make_post, author):
    post = make_post("Living")
    publishing.add_update(post, by=author, body="Known before.")
    page = open_page(post.get_absolute_url())
    expect(page.get_by_text("New since your last visit", exact=True)).to_have_count(1)
    expect(page.get_by_text("New since your last visit", exact=True)).to_be_hidden()
    publishing.add_update(post, by=author, body="News.", at=timezone.now() + timedelta(seconds=1))
    page.wait_for_timeout(1500)
    for _ in range(2):
        page.reload()
        expect(page.locator("#update-2 [data-new]")).to_be_visible()
        expect(page.locator("#update-1 [data-new]")).to_be_hidden()
    page.get_by_text("See what is new since your last visit").click()
    assert page.url.endswith("#update-2")


def test_long_text_has_a_list_of_its_headings(open_page, make_post):
    page = open_page(make_post("Long", body="# One\n\nA.\n\n# Two\n\nB.\n\n# Three\n\nC.").get_absolute_url())
    page.get_by_role("navigation", name="In this post").get_by_text("Two").click()
    assert page.url.endswith("#body-two")


@pytest.mark.parametrize(("viewport", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone"])
def test_correction_is_reached_from_its_place_and_back(open_page, make_post, author, viewport, scheme):
    today = timezone.now()
    post = make_post(body=f"They met on Saturday. {PROSE}", published_at=today - timedelta(days=2))
    said = {"kind": "correction", "body": "It was Friday.", "corrects": "Saturday"}
    publishing.add_update(post, by=author, right="Friday", at=today - timedelta(days=1), **said)
    publishing.add_update(post, by=author, kind="correction", body="And late.")
    page = open_page(post.get_absolute_url(), viewport=viewport, color_scheme=scheme)
    page.get_by_role("link", name="Corrected", exact=False).first.click()
    expect(page).to_have_url(re.compile("#update-1$"))
    expect(page.locator("#update-1")).to_be_in_viewport()
    page.get_by_role("link", name="To the corrected place").click()
    expect(page.locator("#corrected-1")).to_be_in_viewport()
    for path in (post.get_absolute_url(), "/corrections/"):
        page.goto(path)
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
