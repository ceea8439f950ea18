"""JSON-LD, Open Graph and canonical links say what the page says."""

import json
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from blog import publishing
from blog.models import Page, SiteSettings, Tag
from blog.paging import Order
from tests.blog.machines import SCRIPT, linked_data, links, meta
from tests.blog.moments import APRIL, MARCH

SITE = "http://testserver"
ADDRESS = f"{SITE}/2009/03/a-title/"
ANNA = {"@type": "Person", "name": "Anna Weiss", "url": f"{SITE}/authors/anna-weiss/"}
REUTERS = {"@type": "Organization", "name": "Reuters", "url": "https://www.reuters.com/"}


def read(client, path):
    return linked_data(client.get(path).text)


def posting_of(client, post):
    things = read(client, post.get_absolute_url())
    return things.get("LiveBlogPosting") or things["BlogPosting"]


def test_post_is_a_blog_posting(client, make_post):
    tags = [Tag.objects.create(name="Gas"), Tag.objects.create(name="Arctic")]
    post = make_post(summary="In short.", published_at=MARCH, tags=tags, language="ru")
    posting = posting_of(client, post)
    image = posting.pop("image")
    assert posting == {
        "@type": "BlogPosting",
        "headline": "A title",
        "description": "In short.",
        "url": ADDRESS,
        "mainEntityOfPage": {"@type": "WebPage", "@id": ADDRESS},
        "inLanguage": "ru",
        "datePublished": "2009-03-14T09:26:00+00:00",
        "dateModified": "2009-03-14T09:26:00+00:00",
        "author": ANNA,
        "publisher": {
            "@type": "Organization",
            "name": "Siberian Light",
            "url": f"{SITE}/",
            "logo": {"@type": "ImageObject", "url": f"{SITE}/static/img/icon.svg"},
        },
        "keywords": ["Arctic", "Gas"],
    }
    assert image == {"@type": "ImageObject", "url": image["url"], "width": 1200, "height": 630}


def test_post_with_updates_is_a_live_blog(client, make_post, author, editor):
    post = make_post(published_at=MARCH)
    publishing.add_update(post, by=author, body="It *went* on.", at=APRIL)
    publishing.add_update(post, by=editor, body="It means this.", kind="clarification", at=APRIL)
    posting = posting_of(client, post)
    assert posting["@type"] == "LiveBlogPosting"
    assert posting["coverageStartTime"] == "2009-03-14T09:26:00+00:00"
    assert posting["dateModified"] == "2009-04-15T10:00:00+00:00"
    assert posting["liveBlogUpdate"] == [
        {
            "@type": "BlogPosting",
            "headline": "Update: It went on.",
            "articleBody": "It went on.",
            "url": f"{ADDRESS}#update-1",
            "datePublished": "2009-04-15T10:00:00+00:00",
            "author": ANNA,
        },
        {
            "@type": "BlogPosting",
            "headline": "Clarification: It means this.",
            "articleBody": "It means this.",
            "url": f"{ADDRESS}#update-2",
            "datePublished": "2009-04-15T10:00:00+00:00",
            "author": {"@type": "Person", "name": "Daniel Hale"},  # who has no page here
        },
    ]


def test_correction_is_a_correction_comment(client, make_post, author):
    post = make_post(published_at=MARCH)
    publishing.add_update(post, by=author, body="It was Tuesday.", kind="correction", at=APRIL)
    posting = posting_of(client, post)
    assert posting["@type"] == "BlogPosting"
    assert "liveBlogUpdate" not in posting
    assert posting["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "It was Tuesday.",
            "url": f"{ADDRESS}#update-1",
            "datePublished": "2009-04-15T10:00:00+00:00",
            "author": ANNA,
        }
    ]


def test_quotation_names_speaker_source_and_link(client, make_post, make_quotation):
    post = make_post(published_at=MARCH)
    said_on = datetime(2009, 3, 1, tzinfo=UTC).date()
    make_quotation(
        post, "Переговоры *идут*.", language="ru", said_on=said_on, speaker="Ivan", translation="Talks *go on*."
    )
    assert posting_of(client, post)["hasPart"] == [
        {
            "@type": "Quotation",
            "url": f"{ADDRESS}#quote-reuters",
            "text": "Переговоры идут.",
            "inLanguage": "ru",
            "spokenByCharacter": {"@type": "Person", "name": "Ivan"},
            "dateCreated": "2009-03-01",
            "isBasedOn": "https://www.reuters.com/1",
            "citation": {"@type": "CreativeWork", "url": "https://www.reuters.com/1", "publisher": REUTERS},
            "workTranslation": {"@type": "CreativeWork", "text": "Talks go on.", "inLanguage": "en"},
        }
    ]


def test_source_speaks_where_nobody_else_is_named(client, post, make_quotation):
    make_quotation(post)
    assert posting_of(client, post)["hasPart"][0]["spokenByCharacter"] == REUTERS


def test_paraphrase_claims_no_words(client, post, make_quotation):
    make_quotation(post, "The sense of it.", is_paraphrase=True)
    (quotation,) = posting_of(client, post)["hasPart"]
    assert "text" not in quotation
    assert quotation["abstract"] == "The sense of it."


def test_quotation_belongs_to_the_update_it_stands_in(client, post, author, make_quotation):
    update = publishing.add_update(post, by=author, body="More.")
    make_quotation(post, "In the post.")
    make_quotation(post, "In the update.", update=update)
    posting = posting_of(client, post)
    assert [said["text"] for said in posting["hasPart"]] == ["In the post."]
    assert [said["text"] for said in posting["liveBlogUpdate"][0]["hasPart"]] == ["In the update."]


def test_picture_of_a_post_stands_for_it(client, make_post, make_picture):
    picture = make_picture(width=60, height=40, widths=[60])
    post = make_post(lead_image=picture, lead_image_alt="A bridge.")
    text = client.get(post.get_absolute_url()).text
    image = {"@type": "ImageObject", "url": f"{SITE}{picture.url}", "width": 60, "height": 40}
    assert linked_data(text)["BlogPosting"]["image"] == image
    names = ("og:image", "og:image:width", "og:image:height", "og:image:alt", "twitter:image")
    told = meta(text)
    assert [told[name] for name in names] == [image["url"], "60", "40", "A bridge.", image["url"]]


def test_breadcrumb_is_that_of_the_page(client, make_post):
    make_post(published_at=MARCH)
    blog = {"@type": "ListItem", "position": 1, "name": "Blog", "item": f"{SITE}/"}
    post, month = read(client, "/2009/03/a-title/"), read(client, "/2009/03/")
    assert post["BreadcrumbList"]["itemListElement"] == [blog, {"@type": "ListItem", "position": 2, "name": "A title"}]
    assert month["BreadcrumbList"]["itemListElement"] == [
        blog,
        {"@type": "ListItem", "position": 2, "name": "2009", "item": f"{SITE}/2009/"},
        {"@type": "ListItem", "position": 3, "name": "March 2009"},
    ]


def test_front_page_says_how_the_site_is_searched(client, post):
    website = read(client, "/")["WebSite"]
    assert (website["name"], website["url"]) == ("Siberian Light", f"{SITE}/")
    assert website["potentialAction"]["target"]["urlTemplate"] == f"{SITE}/search/?q={{search_term_string}}"


def test_page_of_an_author_says_who_it_is(client, post, author):
    author.about = "Writes about gas."
    author.save()
    profile = read(client, author.get_absolute_url())["ProfilePage"]
    assert profile["mainEntity"] == ANNA | {"description": "Writes about gas."}


NASTY = "</script><script>alert(1)</script> & <!-- \u2028 \" ' \\"


def test_text_cannot_leave_the_script_it_stands_in(client, make_post, author, make_quotation):
    """P11"""
    author.public_name = NASTY
    author.save()
    post = make_post(NASTY, slug="nasty", summary=NASTY, tags=[Tag.objects.create(name=NASTY)])
    publishing.add_update(post, by=author, body=f"`{NASTY}`")
    make_quotation(post, "Words.", speaker=NASTY)
    text = client.get(post.get_absolute_url()).text
    assert "alert(1)</script>" not in text
    assert all("<" not in data and ">" not in data for data in SCRIPT.findall(text))
    posting = linked_data(text)["LiveBlogPosting"]
    said = (posting["headline"], posting["author"]["name"], posting["hasPart"][0]["spokenByCharacter"]["name"])
    assert said == (NASTY, NASTY, NASTY)
    assert meta(text)["og:title"] == NASTY


# Open Graph and canonical links


def test_post_is_told_to_who_shares_it(client, make_post):
    tags = [Tag.objects.create(name="Gas"), Tag.objects.create(name="Arctic & Co")]
    post = make_post("Gas & <pipes>", slug="gas", body="It *flows*.", published_at=MARCH, tags=tags)
    text = client.get("/2009/03/gas/").text
    told = meta(text)
    image = told["og:image"]
    assert image.startswith(f"{SITE}{post.get_absolute_url()}share-")
    expected = {
        "og:type": "article",
        "og:site_name": "Siberian Light",
        "og:title": "Gas & <pipes>",
        "og:description": "It flows.",
        "og:url": f"{SITE}/2009/03/gas/",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Gas & <pipes> – Anna Weiss · 14 March 2009",
        "twitter:card": "summary_large_image",
        "twitter:title": "Gas & <pipes>",
        "twitter:image": image,
        "article:published_time": "2009-03-14T09:26:00+00:00",
        "article:modified_time": "2009-03-14T09:26:00+00:00",
        "article:author": f"{SITE}/authors/anna-weiss/",
        "article:tag": ["Arctic & Co", "Gas"],
    }
    assert expected.items() <= told.items()
    assert links(text, "canonical") == [f"{SITE}/2009/03/gas/"]


@pytest.mark.parametrize("path", ["/", "/2009/", "/2009/03/", "/tags/gas/", "/authors/anna-weiss/", "/about/"])
def test_other_pages_are_told_as_parts_of_the_site(client, make_post, path):
    make_post(published_at=MARCH, tags=[Tag.objects.create(name="Gas")])
    Page.objects.create(title="About", slug="about", body="Words.")
    text = client.get(f"{path}?utm_source=x").text
    told = meta(text)
    assert (told["og:type"], told["og:url"]) == ("website", f"{SITE}{path}")
    assert links(text, "canonical") == [f"{SITE}{path}"]
    assert client.get(told["og:image"].removeprefix(SITE)).headers["Content-Type"] == "image/png"


def test_each_page_of_a_list_is_its_own(client, posts):
    SiteSettings(posts_per_page=1).save()
    key = quote(Order("published_at").key_of(posts[1]), safe="~")
    assert links(client.get(f"/?after={key}&x=y").text, "canonical") == [f"{SITE}/?after={key}"]
    assert links(client.get("/?page=1").text, "canonical") == [f"{SITE}/"]


def test_address_in_another_script_is_percent_encoded(client, make_post):
    make_post("Газ", published_at=MARCH, tags=[Tag.objects.create(name="Газ")])
    gas = "%D0%B3%D0%B0%D0%B7"
    for path in ("/2009/03/газ/", "/tags/газ/"):
        address = f"{SITE}{path.replace('газ', gas)}"
        assert links(client.get(path).text, "canonical") == [address]


def test_search_previews_and_missing_pages_claim_no_address(client, draft):
    for path in ("/search/", "/search/?q=a", draft.get_preview_url(), "/nothing/"):
        text = client.get(path).text
        assert links(text, "canonical") == []
        assert SCRIPT.findall(text) == []
        assert "og:title" not in text


def test_host_of_a_request_is_in_no_address(client, post, settings):
    """P17"""
    settings.ALLOWED_HOSTS = ["elsewhere.example", "testserver"]
    for path in ("/", post.get_absolute_url(), "/sitemap.xml", "/robots.txt", "/opensearch.xml", "/sitemap-posts.xml"):
        response = client.get(path, headers={"Host": "elsewhere.example"})
        assert response.status_code == 200
        assert "elsewhere.example" not in response.text
        assert SITE in response.text


def test_file_of_the_picture_is_not_opened(client, make_post, make_picture):
    """A picture whose file is gone spoils no page."""
    post = make_post(lead_image=make_picture(), lead_image_alt="A bridge.")
    assert json.dumps(posting_of(client, post)["image"])
