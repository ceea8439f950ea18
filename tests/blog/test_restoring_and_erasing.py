"""Earlier revisions are restored; what is erased leaves nothing behind."""

from blog import publishing
from blog.models import Address, Post, Quotation, Revision, Source, Tag, Update
from edition.turning import current
from tests.blog.changes import rewrite
from tests.blog.moments import DAY, NOON

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


def test_update_that_was_taken_out_comes_back_under_its_number(client, post, author, editor, make_quotation):
    """P7"""
    update = publishing.add_update(post, by=author, body="First.", kind="correction")
    make_quotation(post, "In the update.", update=update)
    publishing.add_update(post, by=author, body="Second.")
    then = post.revisions.first()
    publishing.erase(update, by=editor)
    author.slug = "renamed"
    author.save()
    publishing.restore(then, by=editor)
    assert [(update.number, update.author) for update in post.updates.all()] == [(1, author), (2, author)]
    page = client.get(post.get_absolute_url()).text.partition("<body")[2]
    assert page.index("First.") < page.index("In the update.") < page.index("Second.")


# erase


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
