"""What the database itself refuses, whoever writes into it, and what a form says before."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from banners.models import SiteBanner
from blog import publishing
from blog.models import Address, Page, Post, Quotation, Revision, SiteSettings, Source, Tag, Update
from blog.models.page import ADDRESS_TAKEN
from blog.models.post import SLUG_TAKEN
from blog.models.quotation import KEY_TAKEN
from blog.models.update import NEEDS_PUBLISHED_POST
from edition.models import Edition
from people.models import User
from sidebar.models import Widget

NOON = datetime(2008, 8, 8, 12, tzinfo=UTC)


@pytest.fixture
def site(post, make_quotation, author):
    """Make one row of each model."""
    publishing.add_update(post, by=author, body="Later.")
    make_quotation(post)
    Tag.objects.create(name="Georgia")
    Page.objects.create(title="About", slug="about")
    SiteBanner.objects.create(title="Stop the war", starts_at=NOON)
    Widget.objects.create(area="header", kind="search")
    SiteSettings().save()


@pytest.mark.parametrize(
    ("model", "fields", "name"),
    [
        (Post, {"published_at": None}, "post_has_time_unless_draft"),
        (Post, {"month": None}, "post_has_time_unless_draft"),
        (Post, {"status": "lost"}, "post_status_is_known"),
        (Update, {"number": 0}, "update_number_counts_from_one"),
        (Update, {"kind": "gossip"}, "update_kind_is_known"),
        (Quotation, {"key": ""}, "quotation_has_a_key"),
        (Quotation, {"text": ""}, "quotation_has_words_and_a_link"),
        (Quotation, {"link": ""}, "quotation_has_words_and_a_link"),
        (Quotation, {"source": None}, "source_id"),
        (Revision, {"number": 0}, "revision_number_counts_from_one"),
        (Address, {"post": None, "author": None, "tag": None, "page": None}, "address_leads_to_one_thing"),
        (SiteBanner, {"ends_at": NOON}, "banner_ends_after_it_starts"),
        (SiteBanner, {"ends_at": NOON - timedelta(days=1)}, "banner_ends_after_it_starts"),
        (Widget, {"area": "attic"}, "widget_area_is_known"),
        (SiteSettings, {"id": 2}, "site_settings_is_one_row"),
        (Edition, {"id": 2}, "edition_is_one_row"),
    ],
)
def test_row_that_breaks_a_rule_is_not_kept(site, model, fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.update(**fields)


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Post, {"preview_key": "another"}),
        (Post, {"slug": "another"}),
        (Update, {}),
        (Quotation, {}),
        (Revision, {}),
        (Address, {}),
        (Source, {"name": "Another"}),
        (Source, {"slug": "another"}),
        (Tag, {"name": "Another"}),
        (Tag, {"slug": "another"}),
        (Page, {}),
        (User, {"username": "another"}),
        (User, {"slug": "another"}),
    ],
)
def test_row_that_must_be_the_only_one_is_not_kept_twice(site, model, changes):
    row = model.objects.first()
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.bulk_create([row])


def test_address_that_leads_to_two_things_is_not_kept(site, author):
    addresses = Address.objects.exclude(post=None)
    with pytest.raises(IntegrityError, match="address_leads_to_one_thing"), transaction.atomic():
        addresses.update(author=author)


@pytest.mark.parametrize("model", [Source, User])
def test_what_is_still_needed_is_not_deleted(site, model):
    """P7"""
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all().delete()


# what people are told


def refusal_of(row, exclude=("body_html", "message_html")):
    """Return what `row` is refused with, by field."""
    with pytest.raises(ValidationError) as refusal:
        row.full_clean(exclude=exclude)
    return refusal.value.message_dict


def post_of(author, **fields):
    return Post(**{"author": author, "title": "War", "slug": "war", "status": "published"} | fields)


def test_two_posts_of_one_month_cannot_have_one_address(make_post, author):
    make_post(slug="war", published_at=NOON)
    assert refusal_of(post_of(author, published_at=NOON + timedelta(days=20)))["slug"] == [SLUG_TAKEN]


def test_post_of_another_month_can_have_the_same_address(make_post, author):
    make_post(slug="war", published_at=NOON)
    post_of(author, published_at=NOON + timedelta(days=30)).full_clean()


def test_drafts_without_a_time_can_have_the_same_address(make_post, author):
    make_post(slug="war", status="draft")
    post_of(author, status="draft").full_clean()


def test_published_post_without_a_time_is_published_now(author):
    post = post_of(author)
    post.full_clean()
    assert timezone.now() - post.published_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("title", "slug"), [("War & peace", "war-peace"), ("Война и мир", "война-и-мир"), ("?!", "post")]
)
def test_address_is_made_from_the_title(author, title, slug):
    post = post_of(author, title=title, slug="")
    post.full_clean()
    assert post.slug == slug


@pytest.mark.parametrize("days", [0, -1])
def test_banner_must_end_after_it_starts(db, days):
    banner = SiteBanner(title="Stop", starts_at=NOON, ends_at=NOON + timedelta(days=days))
    assert refusal_of(banner)["ends_at"] == ["A banner must end after it starts."]


def test_draft_cannot_be_updated(draft, author):
    update = Update(post=draft, author=author, body="Later.", number=1)
    assert refusal_of(update)["post"] == [NEEDS_PUBLISHED_POST]


def test_quotation_needs_words_a_source_and_a_link(post):
    refusal = refusal_of(Quotation(post=post), exclude=["text_html"])
    assert {"text", "source", "link"} <= set(refusal)
    assert "Constraint" not in str(refusal["link"] + refusal["source"])


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://reuters.com/1", "/here/", "reuters"])
def test_quotation_needs_a_link_to_the_web(post, source, link):
    """P11"""
    assert "link" in refusal_of(Quotation(post=post, text="Words.", source=source, link=link), exclude=["text_html"])


def test_quotation_without_a_key_is_given_one(post, source):
    quotation = Quotation(post=post, text="Words.", source=source, link="https://www.reuters.com/1")
    quotation.full_clean()
    quotation.save()
    assert quotation.key == "reuters"


def test_two_quotations_of_a_post_cannot_have_one_key(post, make_quotation, source):
    make_quotation(post, key="a")
    quotation = Quotation(post=post, key="a", text="Words.", source=source, link="https://www.reuters.com/1")
    assert refusal_of(quotation)["key"] == [KEY_TAKEN]


@pytest.mark.parametrize("language", ["ru, de", "ru}", "<b>"])
def test_language_of_a_quotation_is_a_code(post, source, language):
    """P9: the document of a post has room for nothing else."""
    quotation = Quotation(post=post, text="Words.", source=source, link="https://www.reuters.com/1", language=language)
    assert "language" in refusal_of(quotation)


@pytest.mark.parametrize("slug", ["search", "admin", "2008", "tags", "sources"])
def test_page_cannot_have_the_address_of_a_part_of_the_site(db, slug):
    assert refusal_of(Page(title="A page", slug=slug))["slug"] == [ADDRESS_TAKEN]


@pytest.mark.parametrize("slug", ["about", "о-сайте", "tag", "208"])
def test_page_can_have_any_other_address(db, slug):
    page = Page(title="A page", slug=slug)
    page.full_clean()
    page.save()
    assert Page.objects.get(slug=slug) == page


@pytest.mark.parametrize("name", ["C++", "Россия", "!!!", "☭"])
@pytest.mark.parametrize("model", [Tag, Source])
def test_whatever_its_name_a_tag_or_source_has_an_address(db, model, name):
    thing = model(name=name)
    thing.full_clean()
    thing.save()
    assert thing.slug
