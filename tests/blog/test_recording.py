"""What is recorded of a change: its revision, its rendering, its quotations and addresses."""

from urllib.parse import unquote

import pytest
from django.core.exceptions import ValidationError

from blog import publishing
from blog.document import Document, UpdateDocument, parse
from blog.models import Source
from edition.turning import current
from tests.blog.changes import refused, rewrite
from tests.blog.moments import DAY, NOON

QUOTING = "Before.\n\n> Words.\n>\n> — Ivan, [{}](https://reuters.example/1), 2008-08-07{}\n\nAfter."


# record


def test_each_change_is_a_numbered_revision(post, author, editor):
    """P7"""
    second = rewrite(post, editor, body="Other words.")
    assert [(r.number, r.editor) for r in post.revisions.order_by("number")] == [(1, author), (2, editor)]
    assert parse(second.text).body == "Other words."
    assert parse(post.revisions.get(number=1).text).body == "Some words."


def test_save_that_changed_nothing_makes_no_revision_and_turns_no_page(post, author):
    edition = current()
    assert publishing.record(post, by=author) == post.revisions.get()
    assert current() == edition


def test_save_with_a_note_is_a_revision_even_if_nothing_changed(post, author):
    assert publishing.record(post, by=author, note="Checked").number == 2


@pytest.mark.parametrize(
    ("fields", "is_public"),
    [
        ({"status": "draft"}, False),
        ({"status": "published"}, True),
        ({"status": "published", "published_at": NOON.replace(year=2208)}, False),
        ({"status": "withdrawn"}, False),
    ],
    ids=["draft", "published", "scheduled", "withdrawn"],
)
def test_revision_knows_whether_readers_had_it(make_post, fields, is_public):
    assert make_post(**fields).revisions.get().is_public is is_public


def test_edition_turns_only_with_what_readers_could_see(draft, post, author):
    edition = current()
    rewrite(draft, author, body="Secret.")
    assert current() == edition
    rewrite(post, author, body="Public.")
    assert current() > edition


def test_edition_turns_when_a_post_goes_away(post, author):
    edition = current()
    publishing.withdraw(post, by=author)
    assert current() > edition


def test_body_and_updates_are_rendered_with_their_own_anchors(post, author):
    publishing.add_update(post, by=author, body="# Later")
    rewrite(post, author, body="# Sooner")
    assert post.body_html == '<h2 id="body-sooner">Sooner</h2>'
    assert post.updates.get().body_html == '<h3 id="update-1-later">Later</h3>'


@pytest.mark.parametrize("name", ["Reuters", "reuters", "REUTERS"])
def test_attributed_blockquote_becomes_a_quotation_of_the_source_that_is_there(make_post, source, name):
    post = make_post(body=QUOTING.format(name, ""))
    quotation = post.quotations.get()
    assert post.body == "Before.\n\n[quote: reuters]\n\nAfter."
    assert (quotation.source, quotation.speaker, quotation.text) == (source, "Ivan", "Words.")
    assert quotation.text_html == "<p>Words.</p>"
    assert 'id="quote-reuters"' in post.body_html


def test_source_is_found_in_any_script_whatever_its_case(make_post, db):
    source = Source.objects.create(name="Интерфакс")
    assert make_post(body=QUOTING.format("ИНТЕРФАКС", " {#a}")).quotations.get().source == source


def test_source_that_is_not_there_is_made(make_post):
    post = make_post(body=QUOTING.format("New Paper", " {#a}"))
    source = post.quotations.get().source
    assert (source.name, source.slug, source.homepage) == ("New Paper", "new-paper", "https://reuters.example/")


def test_source_whose_address_would_be_taken_is_made_all_the_same(make_post):
    Source.objects.create(name="A.P.")
    assert make_post(body=QUOTING.format("AP", " {#a}")).quotations.get().source.name == "AP"


def test_key_that_is_free_is_kept(make_post):
    assert make_post(body=QUOTING.format("Reuters", " {#own-key}")).quotations.get().key == "own-key"


def test_key_that_is_taken_or_missing_is_made_from_the_source(post, make_quotation, author):
    make_quotation(post, "First.", key="own")
    rewrite(post, author, body="\n\n".join([QUOTING.format("Reuters", " {#own}"), QUOTING.format("Reuters", "")]))
    assert set(post.quotations.values_list("key", flat=True)) == {"own", "reuters", "reuters-2"}


def test_lines_that_end_as_browsers_send_them_are_kept_as_plain_ones(make_post):
    post = make_post(body=QUOTING.format("Reuters", " {#a}").replace("\n", "\r\n"))
    assert post.body == "Before.\n\n[quote: a]\n\nAfter."
    assert post.quotations.get().text == "Words."


def test_long_title_in_another_script_has_an_address(make_post):
    post = make_post("Ж" * 100)
    assert post.addresses.get().path == unquote(post.get_absolute_url())


def test_former_address_is_remembered(post, author):
    """P10"""
    old = post.get_absolute_url()
    rewrite(post, author, slug="new")
    assert set(post.addresses.values_list("path", flat=True)) == {old, post.get_absolute_url()}


def test_address_of_a_draft_is_not_remembered(make_post):
    assert not make_post(status="draft", published_at=NOON).addresses.exists()


def test_marker_without_a_quotation_is_refused(post, author):
    refused("[quote: nobody] names no quotation", rewrite, post, author, body="[quote: nobody]")


def test_marker_of_the_quotation_of_an_update_is_refused_in_the_post(post, make_quotation, author):
    update = publishing.add_update(post, by=author, body="Later.")
    make_quotation(post, update=update, key="later")
    with pytest.raises(ValidationError, match="names no quotation"):
        rewrite(post, author, body="[quote: later]")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("Words.\n\n> Words.\n>\n> — [S](https://s.example/) {#a.b}", "Quotation of S: "),
        ("Words.\n\n> Words.\n>\n> — [S](https://nowhere/)", "Quotation of S: Enter a valid URL."),
        (f"> Words.\n>\n> — [S](https://s.example/{'x' * 1000})", "Quotation of S: "),
        ("x" * 1_048_577, "Update 1: This text is 1,048,577 bytes long"),
    ],
)
def test_update_that_cannot_be_recorded_is_refused(post, author, body, message):
    refused(message, publishing.add_update, post, by=author, body=body)


# sources


def test_source_that_is_renamed_is_renamed_in_captions_everywhere(post, make_post, make_quotation, source, author):
    draft = make_post("Draft", status="draft")
    update = publishing.add_update(post, by=author, body="Later.")
    make_quotation(post, key="a")
    make_quotation(post, key="b", update=update)
    make_quotation(draft)
    source.name = "Thomson Reuters"
    publishing.save_source(source)
    post.refresh_from_db()
    draft.refresh_from_db()
    for html in (post.body_html, draft.body_html, post.updates.get().body_html):
        assert ">Thomson Reuters</a>" in html


# adding


def test_tags_whose_addresses_would_be_the_same_are_both_added(author):
    """P9"""
    fields = {"title": "Languages", "slug": "languages", "status": "draft", "published_at": None, "language": ""}
    post = publishing.add_post(Document(**fields, author=author.slug, summary="", tags=["C", "C++"]))
    assert set(post.tags.values_list("name", flat=True)) == {"C", "C++"}


def test_document_with_an_update_that_is_refused_adds_nothing(author):
    """P8"""
    bodies = enumerate(("Fine.", "[quote: nobody]"), start=1)
    updates = [UpdateDocument(number, "update", NOON + DAY, author.slug, body) for number, body in bodies]
    fields = {"title": "War", "slug": "war", "status": "published", "published_at": NOON, "language": "", "summary": ""}
    body = QUOTING.format("New Paper", " {#a}")
    document = Document(**fields, author=author.slug, tags=["New"], body=body, updates=updates)
    refused("Update 2: The marker [quote: nobody]", publishing.add_post, document)
