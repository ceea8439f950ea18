from playwright.sync_api import expect

from banners.models import SiteBanner
from sidebar.models import Widget


def test_moderator_switches_a_banner_on_with_one_click(open_desk, open_page, moderator):
    SiteBanner.objects.create(title="Read this")
    assert open_page("/").get_by_text("Read this").count() == 0
    page = open_desk(moderator, "/admin/banners/sitebanner/")
    page.get_by_role("button", name="Switch on: Read this").click()
    expect(page.get_by_role("button", name="Switch off: Read this")).to_be_visible()
    expect(open_page("/").get_by_text("Read this")).to_be_visible()


def test_editor_fills_an_empty_sidebar_from_the_page(open_desk, open_page, editor, post):
    page = open_desk(editor, post.get_absolute_url())
    page.get_by_role("link", name="Add some").first.click()
    page.get_by_role("link", name="Links (a blogroll)").click()
    page.get_by_label("Title:").fill("Elsewhere")
    page.get_by_label("Links:").fill("https://www.osce.org/ OSCE")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert Widget.objects.get().area == "header"
    assert open_page("/").get_by_role("link", name="OSCE").get_attribute("href") == "https://www.osce.org/"
