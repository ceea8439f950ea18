import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from banners.models import SiteBanner
from blog import publishing
from blog.models import Post, Update
from evidence.tasks import look_after
from tests.browser.conftest import DESKTOP, PHONE

FORM = "/admin/blog/post/{}/change/"


def test_one_key_opens_the_search_and_words_find_while_they_are_typed(open_desk, author, make_post):
    post = make_post("Zebra crossing", body="Words.")
    page = open_desk(author)
    page.wait_for_load_state()
    page.keyboard.press("/")
    expect(page.get_by_label("Search the writing desk")).to_be_focused()
    page.keyboard.type("zebra")
    expect(page.get_by_role("dialog").get_by_role("link", name="Zebra crossing")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/admin/blog/post/{post.pk}/change/$"))


def test_words_typed_before_the_search_is_there_are_searched_for(open_desk, author, make_post):
    make_post("Zebra crossing", body="Words.")
    page = open_desk(author)
    page.wait_for_load_state()
    page.keyboard.type("/zebra")
    expect(page.get_by_label("Search the writing desk")).to_have_value("zebra")
    expect(page.get_by_role("dialog").get_by_role("link", name="Zebra crossing")).to_be_visible()


def test_links_are_followed_from_the_form(open_desk, author, make_post, foreign_site):
    post = make_post(body=f"[a]({foreign_site}/gone) [b]({foreign_site}/article)")
    page = open_desk(author, FORM.format(post.pk))
    page.get_by_role("button", name="Follow the links now").click()
    expect(page.get_by_text("The page is not there any more.")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("button", name="Follow the links now")).to_be_focused()


def test_the_form_shows_by_itself_what_became_of_quotations(open_desk, author, make_post, foreign_site):
    post = make_post(body=f"> The sheep have all come home.\n>\n> — [Times]({foreign_site}/statement)")
    page = open_desk(author, FORM.format(post.pk))
    expect(page.get_by_text("Some sources are still to be looked at.")).to_be_visible()
    look_after.call(post.pk)
    expect(page.get_by_text("Not found", exact=True)).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Look for the quotations now").click()
    expect(page.get_by_text("Some sources are still to be looked at.")).to_be_visible()
    expect(page.get_by_role("button", name="Look for the quotations now")).to_be_focused()


def test_key_is_a_letter_where_somebody_writes(open_desk, author, draft):
    page = open_desk(author, FORM.format(draft.pk))
    page.get_by_label("Title:").fill("Either")
    page.get_by_label("Title:").press("End")
    page.keyboard.type("/or")
    expect(page.get_by_label("Title:")).to_have_value("Either/or")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("link", name="Search").focus()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_search_of_the_desk_works_without_javascript(open_desk, author, make_post):
    make_post("Zebra crossing")
    page = open_desk(author, java_script_enabled=False)
    page.get_by_role("link", name="Search").click()
    page.get_by_label("Search the writing desk").fill("zebra")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Zebra crossing")).to_be_visible()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_desk_do_not_scroll_sideways(open_desk, superuser, make_post, viewport, scheme):
    post = make_post("A long title about many things " * 4, status="published")
    draft = make_post("A draft", status="draft", body="[quote: nobody] x")
    publishing.add_update(post, by=post.author, body="More.", at=timezone.now() + timedelta(days=1))
    SiteBanner.objects.create(title="Notice", is_active=True)
    page = open_desk(superuser, viewport=viewport, color_scheme=scheme)
    paths = ["/admin/", "/admin/blog/post/calendar/", "/admin/search/?q=title", f"/admin/blog/post/{post.pk}/update/"]
    for path in [*paths, FORM.format(draft.pk)]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


def test_author_schedules_finds_it_in_the_calendar_and_publishes(open_desk, author, draft):
    page = open_desk(author, FORM.format(draft.pk))
    tomorrow = timezone.localdate() + timedelta(days=1)
    page.get_by_label("Date:").first.fill(tomorrow.isoformat())
    page.get_by_label("Time:").first.fill("09:00:00")
    page.get_by_role("button", name="Schedule").first.click()
    expect(page.get_by_text("“A draft” appears on")).to_be_visible()
    page.goto(f"/admin/blog/post/calendar/?month={tomorrow:%Y-%m}")
    page.get_by_role("link", name="A draft").click()
    page.get_by_role("button", name="Publish now").first.click()
    expect(page.get_by_text("“A draft” is published.")).to_be_visible()
    assert Post.objects.get().is_published


def test_author_corrects_on_the_page_and_a_refused_correction_is_kept(open_desk, open_page, author, make_post):
    """P6"""
    post = make_post(body="They met on Saturday.", published_at=timezone.now() - timedelta(days=1))
    page = open_desk(author, post.get_absolute_url())
    page.get_by_role("link", name="Add update").click()
    form = page.get_by_role("dialog", name="Add update")
    expect(form.get_by_label("Body:")).to_be_focused()
    expect(form.get_by_label("The words that were wrong:")).to_be_hidden()
    form.get_by_label("Body:").fill("It was Friday.")
    form.get_by_label("Kind:").select_option("correction")
    form.get_by_label("The words that were wrong:").fill("on Sunday")
    form.get_by_role("button", name="Publish").click()
    expect(form.get_by_text("These words do not stand in the post")).to_be_visible()
    expect(form.get_by_label("Body:")).to_have_value("It was Friday.")
    form.get_by_label("The words that were wrong:").fill("on Saturday")
    form.get_by_label("The right words:").fill("on Friday")
    form.get_by_role("button", name="Publish").click()
    expect(page).to_have_url(re.compile(f"{post.get_absolute_url()}#update-1$"))
    expect(page.get_by_role("dialog")).to_have_count(0)
    reader = open_page(post.get_absolute_url())
    expect(reader.locator("#update-1")).to_contain_text("Earlier it said: “on Saturday”")
    expect(reader.get_by_text("They met on Friday")).to_be_visible()


def test_author_adds_an_update_without_javascript_on_a_phone(open_desk, author, post):
    page = open_desk(author, post.get_absolute_url(), viewport=PHONE, java_script_enabled=False)
    page.get_by_role("link", name="Add update").click()
    page.get_by_label("Body:").fill("From the road.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#update-1")).to_contain_text("From the road.")
    assert Update.objects.get().author == author


def test_preview_link_is_copied_with_one_click(open_desk, author, draft):
    page = open_desk(author, FORM.format(draft.pk), permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy its address").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(draft.get_preview_url())
    assert copied.startswith("http")
