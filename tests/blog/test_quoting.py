"""“Quote” makes a quotation as Markdown out of an address and words, and reads the rest from the page."""

import pytest
from django.urls import reverse

import markup
from blog.models import Source

QUOTE = reverse("admin:blog_quotation_quote")
READ = reverse("admin:blog_quotation_read")
TITLES = reverse("admin:blog_post_titles")
FIELDS = {"link": "https://times.example/a", "text": "We go on.", "source_name": "Example Times"}


def compose(client, **fields):
    return client.post(QUOTE, FIELDS | fields, headers={"accept": "application/json"}).json()


def test_a_quotation_is_composed_as_the_text_holds_it(sign_in, author):
    client = sign_in(author)
    answer = compose(
        client, speaker="Eva Kern", said_on="2008-08-11", language="de", translation="Weiter.", is_paraphrase="on"
    )
    [_, quote, _] = markup.extract_quotations(answer["markdown"])
    assert (quote.text, quote.source, quote.link) == ("We go on.", "Example Times", "https://times.example/a")
    assert (quote.speaker, str(quote.said_on), quote.language) == ("Eva Kern", "2008-08-11", "de")
    assert quote.translation == "Weiter."
    assert quote.is_paraphrase


@pytest.mark.parametrize(
    ("field", "value"), [("link", "javascript:alert(1)"), ("text", ""), ("source_name", ""), ("said_on", "soon")]
)
def test_what_is_missing_or_wrong_is_said(sign_in, author, field, value):
    answer = compose(sign_in(author), **{field: value})
    assert "errorlist" in answer["fields_html"]
    assert "markdown" not in answer


def test_without_scripts_the_quotation_can_be_copied(sign_in, author):
    response = sign_in(author).post(QUOTE, FIELDS)
    assert "&gt; — [Example Times](https://times.example/a)" in response.text


def test_what_the_bookmarklet_sends_is_filled_in(sign_in, author, make_post):
    make_post("Published", by=author)
    make_post("Draft", by=author, status="draft")
    response = sign_in(author).get(QUOTE, {"link": "https://times.example/a", "text": "<b>Words</b>"})
    assert "&lt;b&gt;Words&lt;/b&gt;" in response.text
    assert 'value="https://times.example/a"' in response.text
    assert "A new update to “Published”" in response.text
    assert ">Draft</option>" in response.text
    assert "javascript:void(open(" in response.text


def test_posts_of_others_are_not_offered(sign_in, other_author, make_post):
    make_post("Secret plan", status="draft")
    assert "Secret plan" not in sign_in(other_author).get(QUOTE).text


def test_the_page_is_read(sign_in, author, foreign_site):
    answer = sign_in(author).get(READ, {"link": f"{foreign_site}/article"}).json()
    assert answer["found"] == {
        "source_name": "Beispiel Zeitung", "speaker": "Eva Kern", "said_on": "2008-08-11", "language": "de",
    }  # fmt: skip
    assert answer["message"] == "Die Lage am Morgen"


def test_a_page_that_cannot_be_read_still_names_its_source(sign_in, author):
    Source.objects.create(name="Example Times", homepage="https://www.times.example/")
    answer = sign_in(author).get(READ, {"link": "http://news.times.example:22/a"}).json()
    assert answer["found"]["source_name"] == "Example Times"
    assert answer["message"] == "This address is not a public one, so the page was not read. Fill in the rest by hand."


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://times.example/a", "Times"), ("https://www.times.example", "Times"),
        ("https://news.times.example/a", "Times"), ("https://blog.times.example/a", "Times: Blog"),
        ("https://othertimes.example/a", None), ("https://example/", None), ("words", None), ("http://[", None),
    ],
)  # fmt: skip
def test_the_source_is_matched_by_its_domain(db, link, expected):
    Source.objects.create(name="Times", homepage="https://www.times.example/")
    Source.objects.create(name="Times: Blog", homepage="https://blog.times.example/")
    found = Source.objects.of_link(link)
    assert (found and found.name) == expected


def test_the_editor_finds_published_posts_by_title(sign_in, author, make_post):
    make_post("Georgia in August", by=author)
    make_post("Georgia, not yet", by=author, status="draft")
    make_post("Elsewhere", by=author)
    posts = sign_in(author).get(TITLES, {"q": "georgia"}).json()["posts"]
    assert [post["title"] for post in posts] == ["Georgia in August"]
    assert posts[0]["url"].endswith("/georgia-in-august/")


@pytest.mark.parametrize("address", [QUOTE, READ, TITLES])
def test_only_writers_quote(client, sign_in, moderator, address):
    assert client.get(address).status_code == 302
    assert sign_in(moderator).get(address).status_code == 403
