"""The editor: toolbar and keys, the preview beside the text, quoting, what brackets offer, what pasting makes."""

from playwright.sync_api import expect

from blog.models import Post, Quotation
from tests.browser.conftest import PHONE

PASTE = """(field, data) => {
  const clipboard = new DataTransfer();
  for (const [type, text] of Object.entries(data)) clipboard.setData(type, text);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
}"""


def open_form(open_desk, author, path="/admin/blog/post/add/", **options):
    page = open_desk(author, path, **options)
    return page, page.get_by_label("Body:")


def test_buttons_and_keys_write_markdown(open_desk, author):
    page, body = open_form(open_desk, author)
    body.fill("war")
    body.select_text()
    page.get_by_role("button", name="Bold").click()
    expect(body).to_have_value("**war**")
    body.fill("peace")
    body.select_text()
    body.press("Control+i")
    expect(body).to_have_value("_peace_")
    body.fill("Said so")
    body.press("End")
    body.press("Control+Shift+F")
    body.press_sequentially("By whom?")
    expect(body).to_have_value("Said so[^1]\n\n[^1]: By whom?")
    expect(page.get_by_text("Words: 6 · Minutes to read: 1")).to_be_visible()


def test_the_preview_follows_the_text(open_desk, author):
    page, body = open_form(open_desk, author)
    page.get_by_label("Title:").fill("Morning")
    body.fill("First *words*.")
    page.get_by_role("button", name="Preview").click()
    shown = page.frame_locator("iframe[title=Preview]")
    expect(shown.get_by_role("heading", name="Morning")).to_be_visible()
    expect(shown.locator("em")).to_have_text("words")
    body.fill("[quote: nobody]")
    expect(page.get_by_text("names no quotation of this text")).to_be_visible()
    body.fill("Second words.")
    expect(shown.get_by_text("Second words.")).to_be_visible()
    expect(page.get_by_text("names no quotation of this text")).not_to_be_visible()
    assert not Post.objects.exists()


def test_the_editor_fills_the_window_and_gives_it_back(open_desk, author):
    page, body = open_form(open_desk, author, viewport=PHONE)
    full = page.get_by_role("button", name="Full screen")
    full.click()
    assert page.locator(".editor").bounding_box()["height"] == PHONE["height"]
    body.press("Escape")
    expect(full).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_quoting_reads_the_page_and_writes_where_the_cursor_is(open_desk, author, foreign_site):
    page, body = open_form(open_desk, author)
    page.get_by_label("Title:").fill("Quoted")
    body.fill("Before.\n\nAfter.")
    body.evaluate("field => field.setSelectionRange(7, 7)")
    page.get_by_role("button", name="Quotation", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Link:").fill(f"{foreign_site}/article")
    dialog.get_by_label("Words:").fill("Es geht weiter.")
    expect(dialog.get_by_text("Die Lage am Morgen")).to_be_visible(timeout=15_000)
    expect(dialog.get_by_label("Source:")).to_have_value("Beispiel Zeitung")
    expect(dialog.get_by_label("Date:")).to_have_value("2008-08-11")
    dialog.get_by_role("button", name="Quote").click()
    expect(dialog).not_to_be_visible()
    assert body.input_value().startswith("Before.\n\n> Es geht weiter.\n>\n> — Eva Kern, [Beispiel Zeitung](")
    assert body.input_value().endswith(", 2008-08-11 {lang=de}\n\nAfter.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.wait_for_url("**/admin/blog/post/")
    quotation = Quotation.objects.get()
    assert (str(quotation.source), quotation.speaker, quotation.language) == ("Beispiel Zeitung", "Eva Kern", "de")
    assert Post.objects.get().body == f"Before.\n\n[quote: {quotation.key}]\n\nAfter."


def test_a_wrong_quotation_is_told_in_the_dialog(open_desk, author):
    page, _ = open_form(open_desk, author)
    page.get_by_role("button", name="Quotation", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Quote").click()
    expect(dialog.get_by_text("This field is required.").first).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).not_to_be_visible()


def test_the_bookmarklets_page_leads_into_the_chosen_text(open_desk, author):
    page = open_desk(author, "/admin/blog/quotation/quote/?text=We+go+on.")
    page.get_by_label("Link:").fill("http://127.0.0.1:9/a")
    page.get_by_label("Source:").fill("Example Times")
    page.get_by_role("button", name="Quote").click()
    page.wait_for_url("**/admin/blog/post/add/#quoted")
    body = page.get_by_label("Body:")
    expect(body).to_have_value("> We go on.\n>\n> — [Example Times](http://127.0.0.1:9/a)\n\n")
    page.reload()
    expect(body).to_have_value("")


def test_brackets_offer_posts_and_quotations(open_desk, author, make_post):
    said = "> We go on.\n>\n> — [Example Times](https://times.example/a)"
    post = make_post("Georgia in August", by=author, body=said)
    page, body = open_form(open_desk, author, f"/admin/blog/post/{post.pk}/change/")
    body.press("Control+End")
    body.press_sequentially("\n\nSee [[geor")
    with page.expect_response(lambda response: "q=georg" in response.url):
        body.press("g")
    expect(page.get_by_role("option", name="Georgia in August", selected=True)).to_be_visible()
    body.press("Enter")
    assert body.input_value().endswith(f"See [Georgia in August]({post.get_absolute_url()})")
    body.fill("")
    body.press_sequentially("[exa")
    expect(page.get_by_role("option", name="example-times")).to_be_visible()
    body.press("Enter")
    expect(body).to_have_value("[quote: example-times]")


def test_what_is_pasted_becomes_a_quotation_or_a_link(open_desk, author):
    _, body = open_form(open_desk, author)
    said_by = '— Eva Kern, <a href="https://times.example/a">Times</a>, 11 August 2008'
    html = f"<blockquote><p>We go on.</p><footer>{said_by}</footer></blockquote>"
    quotation = "> We go on.\n>\n> — Eva Kern, [Times](https://times.example/a), 11 August 2008\n\n"
    body.evaluate(PASTE, {"text/html": html, "text/plain": "We go on."})
    expect(body).to_have_value(quotation)
    body.fill("")
    body.evaluate(PASTE, {"text/plain": "We go on.\n— Eva Kern, Times, https://times.example/a"})
    expect(body).to_have_value("> We go on.\n>\n> — Eva Kern, [Times](https://times.example/a)\n\n")
    body.fill("")
    html = '<p>See <a href="https://times.example/a">the page</a></p>'
    body.evaluate(PASTE, {"text/html": html, "text/plain": "See the page"})
    expect(body).to_have_value("See [the page](https://times.example/a)")


def test_without_scripts_it_is_a_text_field(open_desk, author):
    page, body = open_form(open_desk, author, java_script_enabled=False)
    expect(page.get_by_role("toolbar")).to_have_count(0)
    page.get_by_label("Title:").fill("Plain")
    body.fill("Words.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    assert Post.objects.get().body == "Words."
