"""What axe-core finds on the pages of the desk: nothing, on a desktop in light and on a phone in the dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from blog import publishing
from evidence import noting, verifying
from evidence.models import Capture, Link
from tests.browser.conftest import DESKTOP, PHONE

# The search field of Django's own widget has no name, and its tables of inlines have empty headings.
OF_DJANGO = {"exclude": [[".select2"], ["th:empty"]]}
# Targets that are large enough for a finger: of WCAG 2.2, and not among what is looked at unasked.
WITH_TARGETS = {"rules": {"target-size": {"enabled": True}}}
MODES = [(DESKTOP, "light"), (PHONE, "dark")]
PAGES = [
    "/admin/",
    "/admin/blog/post/",
    "/admin/blog/post/add/",
    "/admin/blog/post/{post}/change/",
    "/admin/blog/update/{update}/change/",
    "/admin/blog/page/add/",
    "/admin/blog/quotation/quote/",
    "/admin/blog/post/calendar/",
    "/admin/blog/revision/compare/?post={post}&old=1&new=2",
    "/admin/blog/revision/seal/{post}/",
    "{public}history/",
    "{public}history/2/",
    "{public}history/1/2/",
    "{capture}",
    "/corrections/",
    "/admin/evidence/quotationcheck/",
    "/admin/evidence/quotationcheck/{check}/change/",
    "/admin/evidence/link/",
    "/admin/evidence/capture/",
    "/admin/evidence/evidencesettings/",
    "/admin/search/?q=title",
    "/admin/pictures/picture/",
    "/admin/pictures/picture/add/",
    "/admin/people/signinsettings/1/change/",
    "/admin/people/securityevent/",
    "/admin/admin/logentry/",
    "/account/",
    "/account/sessions/",
    "/account/app/",
    "{url}update/",
]


@pytest.fixture
def evidence_of():
    """Note what is known of a post with one link: a check that is still to come, and a copy. Return their places."""

    def note(post):
        noting.note_links(post)
        verifying.prepare(post)
        about = {"title": "The page", "captured_at": post.published_at, "text": "We go on.", "sha256": "a" * 64}
        capture = Capture.objects.create(link=Link.objects.get(), final_link="https://times.example/a", size=1, **about)
        return {"check": post.quotation_checks.get().pk, "capture": capture.get_absolute_url()}

    return note


@pytest.mark.parametrize(("viewport", "scheme"), MODES, ids=["desktop", "phone"])
def test_nothing_keeps_people_out(open_desk, superuser, make_post, evidence_of, viewport, scheme):
    post = make_post(body="> We go on.\n>\n> — [Example Times](https://times.example/a)")
    update = publishing.add_update(post, by=superuser, body="Words.")
    page = open_desk(superuser, viewport=viewport, color_scheme=scheme)
    places = {"url": f"/admin/blog/post/{post.pk}/", "public": post.get_absolute_url()} | evidence_of(post)
    for path in PAGES:
        page.goto(path.format(post=post.pk, update=update.pk, **places))
        found = Axe().run(page, context=OF_DJANGO).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path


def test_the_way_in_keeps_nobody_out(open_page):
    page = open_page("/account/login/")
    assert Axe().run(page, options=WITH_TARGETS).response["violations"] == []


def test_the_editor_with_preview_and_quoting_keeps_nobody_out(open_desk, superuser):
    page = open_desk(superuser, "/admin/blog/post/add/")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Quotation", exact=True).click()
    page.get_by_role("dialog").wait_for()
    found = Axe().run(page, context=OF_DJANGO).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
