import base64

from playwright.sync_api import expect

from blog.models import Post
from pictures import storing
from pictures.models import Picture
from tests.browser.conftest import PHONE
from tests.pictures.files import draw, uploaded

TRANSFER = """(files) => {
  const data = new DataTransfer();
  for (const [name, text] of files) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, { type: "image/jpeg" }));
  }
  return data;
}"""
PASTE = "(field, data) => field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))"


def bring(field, event, *files):
    """Let files arrive at a field as they do with a drop or a paste."""
    sent = [[name, base64.b64encode(content).decode()] for name, content in files]
    data = field.page.evaluate_handle(TRANSFER, sent)
    if event == "drop":
        field.dispatch_event("drop", {"dataTransfer": data})
    else:
        field.evaluate(PASTE, data)


def add(title, **said):
    """Put a picture into the library and return it."""
    return storing.add(uploaded(draw(size=(60, 40 + len(title)))), by=None, title=title, **said)[0]


def start(open_desk, author, **options):
    """Open the form of a new post and return it with its text."""
    page = open_desk(author, "/admin/blog/post/add/", **options)
    page.get_by_label("Title:").fill("With pictures")
    body = page.get_by_label("Body:")
    body.fill("First words.\n\n")
    body.press("Control+End")
    return page, body


def test_dropped_and_pasted_pictures_are_in_the_text_and_wait_for_their_description(open_desk, author):
    page, body = start(open_desk, author)
    bring(body, "drop", ("one.jpg", draw()), ("two.jpg", draw(size=(80, 40))))
    status = page.locator(".field-body .picture-status")
    expect(status).to_contain_text("“two.jpg” is in the text. Say in the square brackets what it shows.")
    first, second = Picture.objects.order_by("pk")
    expect(body).to_have_value(f"First words.\n\n{first.markdown}\n{second.markdown}\n")
    page.keyboard.type("A road")
    expect(body).to_have_value(f"First words.\n\n{first.markdown}\n![A road]({second.url})\n")
    body.press("Control+End")
    bring(body, "paste", ("one.jpg", draw()))
    expect(status).to_have_text("“one.jpg” is in the text. Say in the square brackets what it shows.")
    assert Picture.objects.count() == 2
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert Post.objects.get().body_html.count("<picture>") == 3


def test_picture_is_found_in_the_library_with_the_keyboard(open_desk, author):
    picture, _ = add("Bridge", alt="A bridge.", credit="A. Weiss"), add("Road")
    page, body = start(open_desk, author)
    page.locator(".field-body").get_by_role("button", name="Picture", exact=True).press("Enter")
    dialog = page.get_by_role("dialog", name="Choose a picture")
    expect(dialog.get_by_role("status")).to_have_text("2 pictures")
    expect(dialog.get_by_label("Search pictures")).to_be_focused()
    page.keyboard.type("bridge")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("status")).to_have_text("1 picture")
    dialog.get_by_role("button", name="Bridge").press("Enter")
    expect(dialog).to_be_hidden()
    expect(body).to_have_value(f"First words.\n\n{picture.markdown}")
    expect(body).to_be_focused()


def test_picture_above_the_text_is_chosen_on_a_phone(open_desk, author):
    picture = add("Bridge", alt="A bridge.", credit="A. Weiss", licence="CC BY 4.0")
    page, _ = start(open_desk, author, viewport=PHONE)
    page.locator("summary", has_text="Picture").click()
    field = page.locator(".field-lead_image")
    field.get_by_role("button", name="Choose a picture…").click()
    page.get_by_role("dialog").get_by_role("button", name="Bridge").click()
    expect(page.get_by_label("What it shows:")).to_have_value("A bridge.")
    expect(page.get_by_label("Credit:")).to_have_value("A. Weiss, CC BY 4.0")
    expect(field.get_by_role("img", name="Bridge")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert Post.objects.get().lead_image == picture


def test_picture_is_uploaded_from_the_dialog(open_desk, author):
    page, body = start(open_desk, author)
    page.locator(".field-body").get_by_role("button", name="Picture", exact=True).click()
    file = {"name": "one.jpg", "mimeType": "image/jpeg", "buffer": draw()}
    page.get_by_role("dialog").get_by_label("Or upload").set_input_files(file)
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(body).to_have_value(f"First words.\n\n{Picture.objects.get().markdown}")
