import hashlib
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from blog import publishing
from blog.document import Document, UpdateDocument, parse
from blog.models import Address, Post, Quotation, Revision, Source, Tag, Update
from edition.models import Edition
from edition.turning import current

NOON = datetime(2008, 8, 8, 12, tzinfo=UTC)
DAY = timedelta(days=1)
QUOTING = "Before.\n\n> Words.\n>\n> — Ivan, [{}](https://reuters.example/1), 2008-08-07{}\n\nAfter."


@transaction.atomic
def rewrite(post, by, **fields):
    """Change rows and record them, as the admin does."""
    Post.objects.filter(pk=post.pk).update(**fields)
    revision = publishing.record(post, by=by)
    post.refresh_from_db()
    return revision


def everything():
    models = (Post, Update, Quotation, Revision, Source, Tag, Address, Edition, Post.tags.through)
    return [list(model.objects.order_by("pk").values()) for model in models]


def refused(message, do, *args, **kwargs):
    """Do what must raise ValidationError with a message and leave the database as it was."""
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        do(*args, **kwargs)
    assert message in " ".join(refusal.value.messages)
    assert everything() == before


# record


def test_each_change_is_a_numbered_revision_with_its_digest(post, author, editor):
    """P7"""
    second = rewrite(post, editor, body="Other words.")
    assert [(r.number, r.editor) for r in post.revisions.order_by("number")] == [(1, author), (2, editor)]
    assert second.digest == hashlib.sha256(second.text.encode()).hexdigest()
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
        ({"status": "published", "published_at": NOON.replace(year=2208)}, True),
        ({"status": "withdrawn"}, False),
    ],
    ids=["draft", "published", "scheduled", "withdrawn"],
)
def test_revision_knows_whether_the_post_was_public(make_post, fields, is_public):
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


# publish, schedule, withdraw


def test_draft_is_published_now(draft, editor):
    with time_machine.travel(NOON, tick=False):
        revision = publishing.publish(draft, by=editor)
    draft.refresh_from_db()
    assert (draft.status, draft.published_at, draft.updated_at) == ("published", NOON, NOON)
    assert (revision.number, revision.editor, revision.is_public) == (2, editor, True)
    assert draft.get_absolute_url() == "/2008/08/a-draft/"


def test_draft_is_scheduled(draft, author):
    with time_machine.travel(NOON, tick=False):
        publishing.publish(draft, by=author, at=NOON + DAY)
        draft.refresh_from_db()
        assert draft.is_scheduled
        assert not draft.is_published


def test_withdrawn_post_comes_back_at_its_first_time(make_post, author):
    post = make_post(published_at=NOON)
    publishing.withdraw(post, by=author, note="Wrong")
    publishing.publish(post, by=author)
    post.refresh_from_db()
    assert (post.status, post.published_at) == ("published", NOON)


def test_draft_whose_address_is_taken_is_not_published(draft, make_post, author):
    make_post("A draft", published_at=NOON)
    refused("has this address already", publishing.publish, draft, by=author, at=NOON)


def test_published_post_is_withdrawn(post, editor):
    revision = publishing.withdraw(post, by=editor, note="Wrong")
    post.refresh_from_db()
    assert (post.status, post.is_published) == ("withdrawn", False)
    assert (revision.note, revision.is_public) == ("Wrong", False)


def test_scheduled_post_that_is_withdrawn_is_a_draft_again(make_post, author):
    post = make_post(published_at=timezone.now() + DAY)
    publishing.withdraw(post, by=author)
    post.refresh_from_db()
    assert post.status == "draft"


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_post_that_is_not_published_cannot_be_withdrawn(make_post, author, status):
    refused("“A title” is not published", publishing.withdraw, make_post(status=status), by=author)


# updates


def test_updates_are_numbered_and_no_number_is_given_twice(post, author):
    updates = [publishing.add_update(post, by=author, body=f"Update {n}") for n in (1, 2, 3)]
    publishing.erase(updates[2], by=author)
    publishing.erase(updates[0], by=author)
    publishing.add_update(post, by=author, body="Fourth")
    assert list(post.updates.values_list("number", "body")) == [(2, "Update 2"), (4, "Fourth")]


def test_update_moves_the_time_of_the_last_change(make_post, author):
    post = make_post(published_at=NOON)
    publishing.add_update(post, by=author, body="Later.", at=NOON + DAY)
    post.refresh_from_db()
    assert (post.published_at, post.updated_at) == (NOON, NOON + DAY)


def test_update_that_is_erased_is_no_longer_the_last_change(make_post, author):
    post = make_post(published_at=NOON)
    publishing.erase(publishing.add_update(post, by=author, body="Later.", at=NOON + DAY), by=author)
    post.refresh_from_db()
    assert post.updated_at == NOON


def test_scheduled_update_is_recorded_but_not_released(make_post, author):
    """P1"""
    post = make_post(published_at=NOON)
    update = publishing.add_update(post, by=author, body="Later.", at=timezone.now() + DAY)
    post.refresh_from_db()
    assert post.updated_at == NOON
    assert not post.updates.released().exists()
    assert update.body in post.revisions.first().text


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "withdrawn"}, {"published_at": NOON.replace(2208)}])
def test_post_that_is_not_published_cannot_be_updated(make_post, author, fields):
    refused("Only a published post can be updated", publishing.add_update, make_post(**fields), by=author, body="x")


def test_update_cannot_be_older_than_its_post(post, author):
    refused("cannot be older than its post", publishing.add_update, post, by=author, body="x", at=NOON)


def test_update_without_words_or_of_an_unknown_kind_is_refused(post, author):
    refused("cannot be blank", publishing.add_update, post, by=author, body="")
    refused("not a valid choice", publishing.add_update, post, by=author, body="x", kind="gossip")


# restore


def test_restored_revision_brings_back_its_text(make_post, make_quotation, author, editor):
    """P7"""
    tag = Tag.objects.create(name="Georgia")
    post = make_post("First", summary="Once.", language="ru", body="Words.", tags=[tag])
    quotation = make_quotation(post, key="own", speaker="Ivan")
    update = publishing.add_update(post, by=author, body="Then.")
    make_quotation(post, "In the update.", key="theirs", update=update)
    first = post.revisions.first()
    Update.objects.filter(pk=update.pk).update(body="Now.", kind="correction")
    post.tags.clear()
    tag.delete()
    publishing.erase(quotation, by=author)
    rewrite(post, author, title="Second", summary="", language="", body="Other words.")
    revision = publishing.restore(first, by=editor)
    assert (revision.text, revision.editor) == (first.text, editor)
    assert revision.note == f"Restored revision {first.number}"
    assert revision.number == first.number + 3


def test_restored_post_keeps_its_address_status_and_later_updates(make_post, author):
    post = make_post(published_at=NOON, slug="old")
    first = post.revisions.get()
    rewrite(post, author, slug="new", body="Other words.")
    update = publishing.add_update(post, by=author, body="Later.", at=NOON + DAY)
    publishing.withdraw(post, by=author)
    publishing.restore(first, by=author)
    post.refresh_from_db()
    assert (post.slug, post.status, post.published_at, post.updated_at) == ("new", "withdrawn", NOON, NOON + DAY)
    assert post.body == "Some words."
    assert post.updates.get() == update


def test_revision_is_restored_after_its_source_was_renamed(post, make_quotation, source, author):
    """P7"""
    make_quotation(post, key="own")
    source.name = "Thomson Reuters"
    publishing.save_source(source)
    publishing.restore(post.revisions.first(), by=author)
    assert post.quotations.get().text == "Quoted words."


def test_revision_is_restored_after_its_tag_was_renamed(make_post, author):
    """P7"""
    tag = Tag.objects.create(name="Georgia")
    post = make_post(tags=[tag])
    Tag.objects.filter(pk=tag.pk).update(name="Sakartvelo")
    assert publishing.restore(post.revisions.get(), by=author).number == 2


def test_restoring_twice_makes_two_revisions(post, author):
    """P7"""
    first = post.revisions.get()
    assert [publishing.restore(first, by=author).number for _ in range(2)] == [2, 3]


# sources, erasing, adding


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


def test_erased_post_leaves_nothing_but_its_source(post, make_quotation, author, source):
    publishing.add_update(post, by=author, body="Later.")
    make_quotation(post)
    publishing.erase(post, by=author)
    for model in (Post, Update, Quotation, Revision):
        assert not model.objects.exists()
    assert not Address.objects.exclude(post=None).exists()
    assert Source.objects.get() == source


def test_erased_update_takes_its_quotations_with_it(post, make_quotation, author):
    update = publishing.add_update(post, by=author, body="Later.")
    make_quotation(post, update=update)
    publishing.erase(update, by=author)
    assert not Quotation.objects.exists()
    assert "Later." not in post.revisions.first().text


def test_erased_quotation_leaves_the_page(post, make_quotation, author):
    publishing.erase(make_quotation(post), by=author)
    post.refresh_from_db()
    assert post.body_html == "<p>Some words.</p>"


def test_quotation_is_erased_with_the_line_that_places_it(post, make_quotation, author):
    quotation = make_quotation(post)
    rewrite(post, author, body="Before.\n\n[quote: reuters]\n\nAfter.")
    publishing.erase(quotation, by=author)
    post.refresh_from_db()
    assert post.body_html == "<p>Before.</p>\n<p>After.</p>"


def test_quotations_that_were_fetched_together_are_erased_one_after_the_other(post, make_quotation, author):
    for key in "ab":
        make_quotation(post, key=key)
    rewrite(post, author, body="[quote: a]\n\nWords.\n\n[quote: b]")
    for quotation in list(Quotation.objects.select_related("post")):
        publishing.erase(quotation, by=author)
    post.refresh_from_db()
    assert post.body_html == "<p>Words.</p>"


def test_erasing_a_quotation_keeps_what_was_written_since_it_was_fetched(post, make_quotation, author):
    """P5"""
    make_quotation(post)
    quotation = Quotation.objects.select_related("post").get()
    rewrite(post, author, body="Written since.\n\n[quote: reuters]")
    publishing.erase(quotation, by=author)
    post.refresh_from_db()
    assert post.body.strip() == "Written since."


def test_edition_turns_when_something_is_erased(post, make_quotation, author):
    quotation = make_quotation(post)
    edition = current()
    publishing.erase(quotation, by=author)
    assert current() > edition


def test_tags_whose_addresses_would_be_the_same_are_both_added(author):
    """P9"""
    fields = {"title": "Languages", "slug": "languages", "status": "draft", "published_at": None, "language": ""}
    post = publishing.add_post(Document(**fields, author=author.slug, summary="", tags=["C", "C++"]))
    assert set(post.tags.values_list("name", flat=True)) == {"C", "C++"}


def test_document_with_an_update_that_is_refused_adds_nothing(author):
    """P8"""
    updates = [UpdateDocument(1, "update", NOON + DAY, author.slug, body) for body in ("Fine.", "[quote: nobody]")]
    fields = {"title": "War", "slug": "war", "status": "published", "published_at": NOON, "language": "", "summary": ""}
    body = QUOTING.format("New Paper", " {#a}")
    document = Document(**fields, author=author.slug, tags=["New"], body=body, updates=updates)
    refused("Update 2: The marker [quote: nobody]", publishing.add_post, document)
