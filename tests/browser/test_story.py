"""A whole story, as an author writes it, in one browser; nothing is complained about on the way."""

from playwright.sync_api import expect

from blog.models import Post, Revision, Update
from tests.browser.test_editor import PASTE
from tests.browser.test_pictures import bring
from tests.pictures.files import draw

SAID = """<blockquote><p>{words}</p><footer>— {speaker}, <a href="https://{site}/a">{name}</a>, 2008-08-11</footer>
</blockquote>"""
SAVE = {"name": "Save and continue editing", "exact": True}


def paste(body, words, speaker, name):
    html = SAID.format(words=words, speaker=speaker, site=f"{name.lower()}.example", name=name)
    body.press("Control+End")
    body.evaluate(PASTE, {"text/html": html, "text/plain": words})


def write(page, body):
    """Write a text with two quotations and a picture."""
    page.get_by_label("Title:").fill("The story so far")
    page.get_by_label("Summary:").fill("What is known tonight.")
    body.fill("It began on Tuesday.\n\n")
    paste(body, "We shall go on.", "Eva Kern", "Times")
    paste(body, "We shall not.", "Ivan Orlov", "Herald")
    body.press("Control+End")
    bring(body, "drop", ("square.jpg", draw()))
    expect(page.locator(".field-body .picture-status")).to_contain_text("“square.jpg” is in the text.")
    page.keyboard.type("A square")


def schedule(page):
    """Give a time to come, and then take the post off the schedule again by publishing it."""
    page.get_by_label("Date:").first.fill("2039-05-04")
    page.get_by_label("Time:").first.fill("12:00:00")
    page.get_by_role("button", name="Schedule").first.click()
    expect(page.get_by_text("“The story so far” appears on 4 May 2039, 12:00.")).to_be_visible()
    assert page.request.get(Post.objects.get().get_absolute_url()).status == 404
    page.get_by_role("button", name="Publish now").first.click()
    expect(page.get_by_text("“The story so far” is published.")).to_be_visible()


def add_update(page, kind, words, corrects=""):
    page.get_by_role("link", name="Add update").click()
    page.get_by_label("Kind:").select_option(kind)
    page.get_by_label("Body:").fill(words)
    if corrects:
        page.get_by_label("Words that were wrong").fill(corrects)
    page.get_by_role("button", name="Publish").click()


def test_a_story_from_the_first_word_to_the_correction(open_desk, author):
    page = open_desk(author, "/admin/blog/post/add/")
    body = page.get_by_label("Body:")
    write(page, body)
    page.get_by_role("button", name="Preview", exact=True).click()
    shown = page.frame_locator("iframe[title=Preview]")
    expect(shown.get_by_text("We shall not.")).to_be_visible()
    expect(shown.get_by_alt_text("A square")).to_have_count(1)
    page.get_by_role("button", **SAVE).first.click()
    schedule(page)
    post = Post.objects.get()
    assert [quotation.speaker for quotation in post.quotations.order_by("position")] == ["Eva Kern", "Ivan Orlov"]
    page.goto(post.get_absolute_url())
    expect(page.get_by_role("figure")).to_have_count(2)
    add_update(page, "update", "They met on Wednesday.")
    expect(page.get_by_text("They met on Wednesday.")).to_be_visible()
    add_update(page, "correction", "It began on Monday.", corrects="on Tuesday")
    expect(page.get_by_text("Earlier it said: “on Tuesday”")).to_be_visible()
    assert list(Update.objects.values_list("kind", "number")) == [("update", 1), ("correction", 2)]
    page.get_by_role("link", name="Edit").first.click()
    body.fill("Everything is gone.")
    page.get_by_role("button", **SAVE).first.click()
    page.get_by_role("link", name="Revisions").last.click()
    revision = Revision.objects.filter(text__contains="It began on Tuesday.").order_by("-number").first()
    page.get_by_role("link", name=str(revision)).click()
    page.get_by_label("Action:").select_option("Restore the text of this revision")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_text("Restored; it is now revision")).to_be_visible()
    page.goto(post.get_absolute_url())
    expect(page.get_by_text("It began on Tuesday.")).to_be_visible()
    expect(page.get_by_text("They met on Wednesday.")).to_be_visible()
