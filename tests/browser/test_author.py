import re

from playwright.sync_api import expect

from blog.models import Post, Quotation, Update
from tests.browser.conftest import PHONE

BODY = """The talks went on all night.

> Nothing is agreed until everything is agreed.
>
> — The spokeswoman, [Interfax](https://www.interfax.ru/1), 2011-05-04

Nobody slept."""


def test_author_writes_quotes_publishes_updates_and_corrects(open_desk, author, source):
    page = open_desk(author, "/admin/blog/post/add/")
    page.get_by_label("Title:").fill("The talks")
    page.get_by_label("Body:").fill(BODY)
    page.get_by_label("Status:").select_option("published")
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.get_by_label("Body:")).to_have_value(re.compile(r"\[quote: interfax\]"))

    page.get_by_role("link", name="View on site").first.click()
    expect(page.locator("figure.quotation figcaption")).to_have_text("The spokeswoman, Interfax, 4 May 2011")

    page.get_by_role("link", name="Add update").click()
    page.get_by_role("link", name="Write it at the desk").click()
    page.get_by_label("Body:").fill("They have ended.")
    page.get_by_role("button", name="Add another Quotation").click()
    page.get_by_label("Words:", exact=True).first.fill("It is done.")
    page.locator("#quotations-0 .select2-selection").click()
    page.locator(".select2-search__field").fill("Reut")
    page.get_by_role("option", name="Reuters").click()
    page.get_by_label("Link:").first.fill("https://www.reuters.com/2")
    page.get_by_role("button", name="Save", exact=True).first.click()

    page.get_by_role("link", name="Add update").click()
    page.get_by_label("Kind:").select_option("correction")
    page.get_by_label("Body:").fill("It was morning, not night.")
    page.get_by_role("button", name="Save", exact=True).first.click()

    expect(page.get_by_role("list").get_by_text("was added successfully")).to_be_visible()
    page.goto(Post.objects.get().get_absolute_url())
    expect(page.locator(".update-label")).to_have_text(["Update:", "Correction:"])
    expect(page.locator("#update-1 blockquote")).to_have_text("It is done.")
    assert Quotation.objects.get(source=source).update.number == 1


def test_refused_save_keeps_what_was_typed(open_desk, author):
    """P6"""
    page = open_desk(author, "/admin/blog/post/add/")
    page.get_by_label("Title:").fill("A draft")
    page.get_by_label("Body:").fill("Words.\n\n[quote: nobody]")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".field-body .errorlist")).to_contain_text("[quote: nobody] names no quotation")
    expect(page.get_by_label("Title:")).to_have_value("A draft")
    expect(page.get_by_label("Body:")).to_have_value("Words.\n\n[quote: nobody]")
    assert not Post.objects.exists()


def test_author_makes_a_source_on_the_spot(open_desk, author, draft):
    page = open_desk(author, f"/admin/blog/post/{draft.pk}/change/")
    page.get_by_role("button", name="Add another Quotation").click()
    with page.expect_popup() as opening:
        page.locator("#add_id_quotations-0-source").click()
    popup = opening.value
    popup.get_by_label("Name:").fill("Vedomosti")
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("Words:").first.fill("Words.")
    page.get_by_label("Link:").first.fill("https://www.vedomosti.ru/")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Quotation.objects.get(post=draft).key == "vedomosti"


def test_author_updates_a_post_on_a_phone(open_desk, author, post):
    page = open_desk(author, post.get_absolute_url(), viewport=PHONE)
    page.get_by_role("link", name="Add update").click()
    page.get_by_label("Body:").fill("From the road.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#update-1")).to_contain_text("From the road.")
    assert Update.objects.get().body == "From the road."


def test_preview_of_a_draft_opens_for_a_stranger(open_desk, open_page, author, draft):
    page = open_desk(author, f"/admin/blog/post/{draft.pk}/change/")
    address = page.get_by_role("link", name="Open the preview").get_attribute("href")
    expect(open_page(address).get_by_role("heading", level=1)).to_have_text("A draft")
