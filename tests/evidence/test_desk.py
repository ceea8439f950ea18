"""Links, captures and their settings at the writing desk."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from evidence.models import Capture, EvidenceSettings, Link
from tests.foreign import ASKED


@pytest.fixture
def followed(linked, run, say):
    say("page", "<title>The page</title><p>Words.")
    post = linked("page", "gone")
    run()
    return post


def at_desk(name, *args):
    return reverse(f"admin:evidence_{name}", args=args)


def test_links_are_listed_with_what_became_of_them(sign_in, editor, followed):
    client = sign_in(editor)
    text = client.get(at_desk("link_changelist"), {"q": "gone"}).text
    assert "The page is not there any more." in text
    assert "/page" not in text.partition("result_list")[2]
    text = client.get(at_desk("link_changelist"), {"state__exact": "alive"}).text
    assert "/page" in text
    link = Link.objects.get(address__endswith="/page")
    text = client.get(at_desk("link_change", link.pk)).text
    assert followed.get_absolute_url() in text
    assert Capture.objects.get().get_absolute_url() in text


def test_captures_are_listed_and_read(sign_in, editor, followed):
    client, capture = sign_in(editor), Capture.objects.get()
    query = {"q": "the page", "link__state": "alive", "captured_at__year": timezone.now().year}
    assert "The page" in client.get(at_desk("capture_changelist"), query).text
    text = client.get(at_desk("capture_change", capture.pk)).text
    assert f"/captures/{capture.key}.warc.gz" in text
    assert "Words." in text


@pytest.mark.parametrize("where", ["list", "form"])
def test_a_link_is_followed_again_now(sign_in, editor, followed, where):
    client, link = sign_in(editor), Link.objects.get(address__endswith="/gone")
    ASKED.clear()
    if where == "list":
        form = {"action": "follow_again", "_selected_action": link.pk}
        client.post(at_desk("link_changelist"), form)
    else:
        client.post(
            at_desk("link_change", link.pk), {"CHANGE_FORM-action": "follow_again", "_selected_action": link.pk}
        )
    assert [path for path, _ in ASKED] == ["gone"]
    link.refresh_from_db()
    assert link.state == "gone"


def test_a_page_is_captured_again(sign_in, editor, followed, say):
    say("page", "<title>The page today</title><p>Other words.")
    form = {"action": "capture_again", "_selected_action": Capture.objects.get().pk}
    sign_in(editor).post(at_desk("capture_changelist"), form)
    assert list(Capture.objects.values_list("title", flat=True)) == ["The page today", "The page"]
    assert Link.objects.get(address__endswith="/page").state == "alive"


def test_links_of_drafts_of_others_are_not_shown(sign_in, author, other_author, linked, run):
    """P1, P12"""
    linked("kanarka", status="draft")
    sign_in(author).post(reverse("evidence:check_links", args=[linked("kanarka", status="draft", title="Two").pk]))
    link = Link.objects.get()
    assert "kanarka" in sign_in(author).get(at_desk("link_changelist")).text
    assert "kanarka" not in sign_in(other_author).get(at_desk("link_changelist")).text
    assert sign_in(other_author).get(at_desk("link_change", link.pk)).status_code == 302


def test_settings_are_one_row_and_turn_the_page(sign_in, superuser, client, db):
    client = sign_in(superuser)
    url = client.get(at_desk("evidencesettings_changelist")).headers["Location"]
    form = {"shows_text": "on", "archive_address": "https://archive.example/save/{link}"}
    assert client.post(url, form).status_code == 302
    settings = EvidenceSettings.objects.get()
    assert (settings.shows_text, settings.lets_download, settings.asks_archive) == (True, False, False)


@pytest.mark.parametrize(
    "address", ["https://a.example/", "ftp://a.example/{link}", "{link}", "https://a.example/{link}{link}", "no {link}"]
)
def test_the_address_of_an_archive_must_be_one(address):
    with pytest.raises(ValidationError):
        EvidenceSettings(archive_address=address).clean_fields()


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("link_changelist", 9), ("capture_changelist", 11)])
def test_lists_ask_as_much_for_three_as_for_one(
    sign_in, editor, linked, run, say, number, name, queries, django_assert_num_queries
):
    """P22"""
    paths = [say(f"page{n}").rpartition("/")[2] for n in range(number)]
    linked(*paths)
    run()
    client = sign_in(editor)
    client.get(at_desk(name))
    with django_assert_num_queries(queries):
        client.get(at_desk(name))
