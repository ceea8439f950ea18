"""P6: what was typed survives whatever becomes of the tab, the session, the network and the server's answer."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from autosave.models import KeptCopy
from blog.models import Post, Quotation
from tests.browser.conftest import PHONE
from tests.conftest import PASSWORD

SOON = 6000  # milliseconds: longer than three seconds on a machine that is busy
ADD = "/admin/blog/post/add/"


def wait_until_kept(page):
    expect(page.locator("[data-state]")).to_have_text("Your text is kept.", timeout=SOON)
    page.wait_for_timeout(100)


@pytest.fixture
def open_form(open_desk):
    def open_as(user, path, **options):
        page = open_desk(user, path, **options)
        page.wait_for_url(f"**{path}")
        return page

    return open_as


def leave(page):
    """Close a tab as when it crashes: nobody is asked."""
    page.close(run_before_unload=False)


def change(post):
    return f"/admin/blog/post/{post.pk}/change/"


def test_closed_tab_of_a_new_post_is_offered_and_restored_with_its_quotations(open_form, author, source):
    page = open_form(author, ADD)
    page.get_by_label("Title:").fill("The talks")
    page.get_by_label("Body:").fill("They went on.")
    page.get_by_role("button", name="Add another Quotation").click()
    page.get_by_label("Words:").first.fill("Nothing is agreed.")
    page.locator("#quotations-0 .select2-selection").click()
    page.locator(".select2-dropdown .select2-search__field").fill("Reut")
    page.get_by_role("option", name="Reuters").click()
    page.get_by_label("Link:").first.fill("https://www.reuters.com/2")
    wait_until_kept(page)
    context = page.context
    leave(page)

    page = context.new_page()
    page.goto(ADD)
    expect(page.get_by_label("Title:")).to_have_value("")
    page.get_by_role("button", name="Restore it").click()
    expect(page.get_by_label("Title:")).to_have_value("The talks")
    expect(page.get_by_label("Words:").first).to_have_value("Nothing is agreed.")
    expect(page.locator("#quotations-0 .select2-selection__rendered")).to_contain_text("Reuters")
    assert page.locator(".errornote").count() == 0
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_role("list").get_by_text("was added successfully")).to_be_visible()
    assert (Post.objects.get().body, Quotation.objects.get().source) == ("They went on.", source)
    assert not KeptCopy.objects.unsaved(author).exists()
    page.goto(ADD)
    assert page.get_by_role("button", name="Restore it").count() == 0


def test_kept_text_can_be_compared_and_discarded(open_form, author, draft):
    page = open_form(author, change(draft), viewport=PHONE)
    page.get_by_label("Body:").fill("Some other words.")
    wait_until_kept(page)
    context = page.context
    leave(page)
    page = context.new_page()
    page.goto(change(draft))
    expect(page.get_by_label("Body:")).to_have_value("Some words.")
    page.get_by_text("Show what differs").click()
    expect(page.locator(".two-texts ins")).to_have_text("other ")
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_label("Body:")).to_have_value("Some words.")
    assert not KeptCopy.objects.unsaved(author).exists()


def test_text_typed_offline_is_kept_in_the_browser_and_delivered_later(open_form, open_page, author, draft):
    page = open_form(author, change(draft))
    open_page.forgiven.append("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(offline=True)
    page.get_by_label("Body:").fill("Typed on a train.")
    expect(page.locator("[data-state]")).to_contain_text("kept in this browser", timeout=SOON)
    assert not KeptCopy.objects.exists()
    context = page.context
    leave(page)
    context.set_offline(offline=False)
    page = context.new_page()
    page.goto(change(draft))
    page.get_by_role("button", name="Restore it").click(timeout=SOON)
    expect(page.get_by_label("Body:")).to_have_value("Typed on a train.")


def test_writer_who_was_signed_out_goes_on_after_signing_in_elsewhere(open_form, open_page, author, draft):
    open_page.forgiven += ["401", "403"]
    page = open_form(author, change(draft))
    Session.objects.all().delete()
    page.get_by_label("Body:").fill("Typed for an hour.")
    expect(page.locator("[data-state]")).to_contain_text("You are signed out.", timeout=SOON)
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Sign in", exact=True).click()
    other = opening.value
    other.get_by_label("Username").fill(author.username)
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Log in").click()
    wait_until_kept(page)
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    draft.refresh_from_db()
    assert draft.body == "Typed for an hour."


def test_text_sent_after_the_session_expired_is_offered_after_signing_in(open_form, open_page, author, draft):
    open_page.forgiven += ["401"]
    page = open_form(author, change(draft))
    Session.objects.all().delete()
    page.get_by_label("Body:").fill("Typed and saved.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_label("Username").fill(author.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Restore it").click(timeout=SOON)
    expect(page.get_by_label("Body:")).to_have_value("Typed and saved.")


def test_two_tabs_are_shown_both_texts_and_merged(open_form, author, draft):
    """P5"""
    page = open_form(author, change(draft))
    other = page.context.new_page()
    other.goto(change(draft))
    page.get_by_label("Title:").fill("A draft of mine")
    page.get_by_label("Body:").fill("Some words. And mine.")
    other.get_by_label("Body:").fill("Some good words.")
    other.get_by_role("button", name="Save", exact=True).first.click()
    expect(other.get_by_text("was changed successfully")).to_be_visible()

    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_role("heading", name="This was changed while you were writing")).to_be_visible()
    expect(page.locator(".conflict del")).to_contain_text("good")
    page.get_by_role("button", name="Take the merged text").click()
    expect(page.get_by_label("Body:")).to_have_value("Some good words. And mine.")
    expect(page.get_by_label("Title:")).to_have_value("A draft of mine")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    draft.refresh_from_db()
    assert draft.body == "Some good words. And mine."


@pytest.mark.parametrize("is_typed", [True, False])
def test_leaving_warns_only_where_there_is_unsaved_text(open_form, author, draft, is_typed):
    page = open_form(author, change(draft))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Title:").click()
    if is_typed:
        page.keyboard.type("More")
    page.get_by_role("link", name="Home").click()
    page.wait_for_url("**/admin/")
    assert asked == (["beforeunload"] if is_typed else [])


def test_nothing_is_sent_while_nothing_changes(open_form, author, draft):
    page = open_form(author, change(draft))
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/kept/") else None)
    page.wait_for_timeout(4000)
    assert sent == []
    page.get_by_label("Body:").fill("Some other words.")
    wait_until_kept(page)
    page.wait_for_timeout(4000)
    assert len(sent) == 1


def test_passwords_are_not_kept(open_form, superuser):
    page = open_form(superuser, "/admin/people/user/add/")
    page.get_by_label("Username:").fill("nina")
    page.get_by_label("Password:").fill("not to be kept")
    wait_until_kept(page)
    kept = KeptCopy.objects.get()
    assert ["username", "nina"] in kept.fields
    assert "not to be kept" not in str(kept.fields)
