"""oEmbed (https://oembed.com/): others show posts and quotations on their pages."""

import html
from datetime import date, timedelta
from urllib.parse import quote

import html5lib
import pytest
from django.utils import timezone

from blog import publishing
from blog.models import Tag
from tests.blog.machines import links, meta, read_xml
from tests.blog.moments import MARCH

SITE = "http://testserver"


def ask(client, path, **asked):
    return client.get("/oembed", {"url": f"{SITE}{path}"} | asked)


def test_post_is_embedded_as_a_card(client, make_post):
    post = make_post("Gas & <pipes>", slug="gas", summary="In short.", published_at=MARCH)
    image = meta(client.get("/2009/03/gas/").text)["og:image"]
    response = ask(client, post.get_absolute_url())
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    card = response.json()
    shown = card.pop("html")
    assert card == {
        "version": "1.0",
        "type": "rich",
        "title": "Gas & <pipes>",
        "author_name": "Anna Weiss",
        "author_url": f"{SITE}/authors/anna-weiss/",
        "provider_name": "Siberian Light",
        "provider_url": f"{SITE}/",
        "cache_age": 3600,
        "width": 600,
        "height": 130,
        "thumbnail_url": image,
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    assert f'<a href="{SITE}/2009/03/gas/">Gas &amp; &lt;pipes&gt;</a>' in shown
    assert "<p>In short.</p>" in shown
    assert "14 March 2009" in shown


def test_quotation_is_embedded_with_speaker_and_source(client, make_post, make_quotation):
    post = make_post(published_at=MARCH)
    make_quotation(post, "So they *said*.", speaker="Ivan", said_on=date(2009, 3, 1))
    card = ask(client, f"{post.get_absolute_url()}#quote-reuters").json()
    assert card["author_name"] == "Ivan"
    assert card["thumbnail_url"].startswith(f"{SITE}/2009/03/a-title/quote-reuters-")
    assert "<p>“So they said.”</p>" in card["html"]
    assert '— Ivan, <cite><a href="https://www.reuters.com/1">Reuters</a></cite>' in card["html"]
    assert f'Quoted in <a href="{SITE}/2009/03/a-title/#quote-reuters">A title</a>' in card["html"]


def test_paraphrase_is_embedded_without_marks(client, post, make_quotation):
    make_quotation(post, "The sense.", is_paraphrase=True)
    shown = ask(client, f"{post.get_absolute_url()}#quote-reuters").json()["html"]
    assert "<p>The sense.</p>" in shown
    assert ", paraphrased</footer>" in shown


def test_post_page_leads_to_its_card(client, make_post):
    post = make_post("Газ & нефть", published_at=MARCH)
    for address in links(client.get(post.get_absolute_url()).text, "alternate"):
        if "oembed" in address:
            response = client.get(address.removeprefix(SITE))
            assert response.status_code == 200
            assert "Газ &" in (response.json()["title"] if "json" in address else response.text)


def test_card_as_xml_is_the_card_as_json(client, make_post):
    post = make_post("Gas & <pipes>\x0b", slug="gas", published_at=MARCH)
    response = ask(client, post.get_absolute_url(), format="xml")
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = read_xml(response)
    card = ask(client, post.get_absolute_url()).json()
    assert root.tag == "oembed"
    assert {element.tag: element.text for element in root} == {
        name: str(value).replace("\x0b", "") for name, value in card.items()
    }


def test_card_is_no_wider_and_higher_than_asked(client, make_post):
    post = make_post(summary="Many words. " * 40)
    card = ask(client, post.get_absolute_url(), maxwidth="300", maxheight="200").json()
    assert (card["width"], card["height"] <= 200) == (300, True)
    assert "…" in card["html"]
    assert "thumbnail_url" not in card
    assert ask(client, post.get_absolute_url(), maxwidth=str(10**30)).json()["width"] == 600


def test_card_holds_no_markup_of_others(client, make_post, make_quotation, source):
    """P11"""
    nasty = "</blockquote><script>alert(1)</script>\"'"
    source.name = nasty[:120]
    source.save()
    post = make_post(nasty, slug="nasty", summary=nasty, tags=[Tag.objects.create(name="x")])
    make_quotation(post, f"`{nasty}`", speaker=nasty, key="k")
    for fragment in ("", "#quote-k"):
        shown = ask(client, f"{post.get_absolute_url()}{fragment}").json()["html"]
        names = {element.tag for element in html5lib.parseFragment(shown, namespaceHTMLElements=False).iter()}
        assert names <= {"DOCUMENT_FRAGMENT", "blockquote", "p", "strong", "a", "footer", "time", "cite"}
        assert "alert(1)" in html.unescape(shown)


def test_former_address_of_a_post_is_embedded_from_where_it_is_now(client, make_post, author):
    """P10"""
    post = make_post(published_at=MARCH)
    post.slug = "moved"
    post.save()
    publishing.record(post, by=author)
    assert f"{SITE}/2009/03/moved/" in ask(client, "/2009/03/a-title/").json()["html"]


# Refusals


@pytest.mark.parametrize(
    "address",
    [
        "/", "/2009/", "/about/", "/2009/03/no/", "/2009/03/a-title/#quote-no", "/admin/", "/2009/13/a-title/", "/%00/",
        "/9999/03/a-title/", "/0000/03/a-title/", "/2009/03/%FF/", "//testserver/2009/03/a-title/",
    ],
)  # fmt: skip
def test_address_of_nothing_to_embed_is_not_found(client, make_post, address):
    """P19"""
    make_post(published_at=MARCH)
    response = ask(client, address)
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text == "Nothing to embed can be read at this address."


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/2009/03/a-title/", "http://[testserver/2009/03/a-title/", "a-title", "javascript:1",
        "//testserver/2009/03/a-title/", "file://testserver/2009/03/a-title/", f"http://{'a' * 70}.b/2009/03/a-title/",
    ],
)  # fmt: skip
def test_address_of_another_site_is_not_found(client, make_post, url):
    """P19"""
    make_post(published_at=MARCH)
    assert client.get("/oembed", {"url": url}).status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400), ("url=", 400), ("url=%00", 400), (f"url={'a' * 3000}", 400), ("url=x&maxwidth=a", 400),
        ("url=x&maxwidth=0", 400), (f"url=x&maxheight={'9' * 5000}", 400), ("url=x&format=yaml", 501),
        ("format=%00", 501), ("url=%ff%fe", 404),
    ],
)  # fmt: skip
def test_odd_question_is_answered_in_plain_words(client, db, query, status):
    """P19"""
    response = client.get(f"/oembed?{query}")
    assert response.status_code == status
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text


def test_form_is_not_accepted(client, db):
    assert client.post("/oembed").status_code == 405


def test_withdrawn_post_and_scheduled_update_are_not_embedded(client, make_post, author, make_quotation):
    """P1"""
    post = make_post(published_at=MARCH)
    later = publishing.add_update(post, by=author, body="More.", at=timezone.now() + timedelta(days=1))
    make_quotation(post, "Later.", key="later", update=later)
    assert ask(client, f"{post.get_absolute_url()}#quote-later").status_code == 404
    publishing.withdraw(post, by=author)
    assert ask(client, post.get_absolute_url()).status_code == 404


def test_card_costs_as_much_for_three_as_for_one(client, post, make_quotation, django_assert_num_queries):
    """P22"""
    for number in range(3):
        make_quotation(post, key=f"key-{number}")
        address = quote(f"{SITE}{post.get_absolute_url()}#quote-key-{number}")
        with django_assert_num_queries(4):  # edition, settings, post with its author, quotation with all of its own
            assert client.get(f"/oembed?url={address}").status_code == 200
