"""What a search finds, in what order, and what it shows of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog import publishing, search
from blog.models import Page, SiteSettings, Tag
from tests.blog.moments import MARCH
from tests.blog.searches import ask, find, parts, snippets, titles

DAY = timedelta(days=1)


@pytest.fixture
def story(make_post, author, make_quotation):
    """Make a post with a word of its own in each place, and another post."""
    post = make_post(
        "Elections in Georgia",
        summary="A standfirst.",
        body="Voters queued.",
        tags=[Tag.objects.create(name="Caucasus")],
    )
    update = publishing.add_update(post, by=author, body="Observers arrived.")
    make_quotation(
        post, "Nothing is *agreed*.", speaker="Ambassador Blum", translation="Rien n’est convenu.", key="blum"
    )
    make_quotation(post, "We counted twice.", update=update, key="count")
    make_post("Another", body="Of something else.")
    return post


@pytest.mark.parametrize(
    "q",
    ["Georgia", "standfirst", "voters", "observers", "agreed", "Blum", "convenu", "counted", "Reuters", "Caucasus"],
)
def test_word_is_found_wherever_it_stands(client, story, q):
    assert find(client, q) == [story.title]


def test_words_may_be_spread_over_a_post(client, story):
    assert find(client, "georgia voters observers agreed counted caucasus") == [story.title]
    assert find(client, "georgia voters elsewhere") == []


def test_page_is_found(client, post):
    page = Page.objects.create(title="About us", slug="about", body="We write *history*.")
    response = ask(client, "history")
    assert titles(response) == ["About us"]
    assert 'href="/about/"' in response.text
    page.body = "We write letters."
    page.save()
    assert find(client, "history") == []
    page.delete()
    assert find(client, "letters") == []


@pytest.mark.parametrize(
    ("text", "q"),
    [
        ("The committees were electing.", "committee elected"),
        ("Russia's interests", "russia interest"),
        ("Выборы прошли во всех городах.", "выборов город"),
        ("Он говорил о войне.", "война говорила"),
        ("Ёлка и мёд", "елка мед"),
        ("елка и мед", "Ёлки мёда"),
        ("Мой край", "край"),
        ("A café in Zürich", "cafe zurich"),
        ("A cafe in Zurich", "CAFÉ ZÜRICH"),
        ("cafe\u0301 decomposed", "café"),
        ("straße", "STRASSE"),
        ("ΑΘΗΝΑ", "αθηνα"),
        ("U.S. wi-fi 1,000", "u.s. wi-fi 1,000"),
        ("東京", "東京"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_forms_of_a_word_are_one_word(client, make_post, text, q, language):
    SiteSettings(language=language).save()
    make_post("Found", body=text, language="de")
    make_post("Another")
    assert find(client, q) == ["Found"]


def test_last_word_is_the_beginning_of_others(client, make_post):
    make_post("One", body="the commission decides")
    make_post("Two", body="a commissioner")
    make_post("Three", body="a committee")
    assert find(client, "commissio") == ["Two", "One"]
    assert find(client, "commission dec") == ["One"]
    assert find(client, "comm the") == []
    assert find(client, '"comm"') == []
    assert find(client, "co") == []


def test_phrase_is_found_as_it_stands(client, make_post, author):
    make_post("One", body="freedom of the press")
    make_post("Two", body="the press of freedom")
    across = make_post("Three", body="of press", summary="free")
    publishing.add_update(across, by=author, body="freedom at last")
    assert find(client, '"freedom of the press"') == ["One"]
    assert find(client, "“Press of freedom”") == ["Two"]
    assert find(client, '"press freedom"') == []
    assert find(client, '"freedom of the press') == ["One"]


def test_word_with_a_minus_must_not_be_there(client, make_post):
    make_post("Gas", body="gas pipeline")
    make_post("Oil", body="oil pipeline in the far north")
    assert find(client, "pipeline -gas") == ["Oil"]
    assert find(client, 'pipeline -"far north"') == ["Gas"]
    assert find(client, "-gas") == ["Oil"]
    assert find(client, "-gas -oil") == []


def test_heading_counts_more_than_summary_and_that_more_than_text(client, make_post):
    for days, (title, fields) in enumerate(
        {
            "Osh": {},
            "Summary": {"summary": "About Osh."},
            "Often": {"body": "Osh. " * 5 + "Words. " * 20},
            "Tag": {"tags": [Tag.objects.create(name="Osh")]},
            "Once": {"body": "Osh. " + "Words. " * 24},
            "None": {},
        }.items()
    ):
        make_post(title, published_at=MARCH + days * DAY, **fields)
    assert find(client, "osh")[2:] == ["Summary", "Often", "Once"]
    assert set(find(client, "osh")[:2]) == {"Osh", "Tag"}


def test_newer_comes_first_among_equals(client, posts):
    assert find(client, "words") == ["Of 2011", "Of 2010", "Of 2009"]


def test_results_go_on_over_pages(client, posts):
    SiteSettings(posts_per_page=2).save()
    response = ask(client, "words")
    assert "3 results for “words”" in response.text
    assert '<a rel="next" href="?q=words&amp;page=2">Next</a>' in response.text
    assert find(client, "words", page=2) == ["Of 2009"]


def test_of_very_many_the_newest_five_hundred_are_ranked(client, post):
    Page.objects.bulk_create(Page(title="Page", slug=f"page-{n}", body_html="<p>words</p>") for n in range(501))
    Page.objects.update(modified_at=timezone.now() + DAY)
    search.index_missing()
    response = ask(client, "words", page=50)
    assert len(titles(response)) == 10
    assert "More than 500 results for “words”, of which the newest 500 are listed" in response.text
    assert client.get("/search/?q=words&page=51").status_code == 404
    assert find(client, "some words") == [post.title]


# Snippets


def test_snippet_marks_the_words_in_their_forms(client, make_post):
    make_post(body="Some *committees* met in\n\ntown. The Committee's rules & “terms”.")
    assert snippets(ask(client, "committee term")) == [
        "Some <mark>committees</mark> met in town. The <mark>Committee’s</mark> rules &amp; “<mark>terms</mark>”."
    ]


def test_snippet_is_cut_around_the_words(client, make_post):
    make_post(body="Before. " * 100 + "The needle and the thread. " + "After. " * 100)
    [snippet] = snippets(ask(client, "needle thread"))
    assert snippet.startswith("…Before. ")
    assert "The <mark>needle</mark> and the <mark>thread</mark>. After." in snippet
    assert snippet.endswith(" After.…")
    assert len(snippet) < 300


def test_phrase_is_marked_as_a_whole_and_its_words_alone_are_not(client, make_post):
    make_post(body="The press said: freedom of the press.")
    assert snippets(ask(client, '"the press" said'))[0].startswith(
        "<mark>The press</mark> <mark>said</mark>: freedom of"
    )
    assert snippets(ask(client, '"of the press"')) == ["The press said: freedom <mark>of the press</mark>."]


def test_snippet_leads_to_the_update_and_the_quotation_in_which_the_words_stand(client, story):
    address = story.get_absolute_url()
    assert parts(ask(client, "voters")) == []
    assert parts(ask(client, "observers")) == [(f"{address}#update-1", "Update 1")]
    assert parts(ask(client, "agreed")) == [(f"{address}#quote-blum", "Quotation: Reuters")]
    assert parts(ask(client, "counted twice")) == [(f"{address}#quote-count", "Quotation: Reuters")]
    page = client.get(address).text
    assert all(f'id="{anchor}"' in page for anchor in ("update-1", "quote-blum", "quote-count"))


def test_snippet_is_from_the_part_that_holds_most_of_the_words(client, make_post, author):
    post = make_post(body="The summit opened.")
    publishing.add_update(post, by=author, body="It closed.", kind="correction")
    publishing.add_update(post, by=author, body="The summit closed.")
    assert parts(ask(client, "summit closed")) == [(f"{post.get_absolute_url()}#update-2", "Update 2")]
    assert parts(ask(client, "closed")) == [(f"{post.get_absolute_url()}#update-1", "Correction 1")]


def test_post_found_by_its_title_alone_shows_how_it_begins(client, story):
    assert snippets(ask(client, "georgia")) == ["A standfirst."]


def test_script_in_texts_and_questions_stays_text(client, make_post):
    """P11"""
    make_post("<script>alert(1)</script>", summary="<img src=x onerror=alert(1)> bait")
    for q in ["bait", "<script>alert(1)</script>", '"><svg onload=alert(1)> bait']:
        text = ask(client, q).text
        assert "<script>alert" not in text
        assert "<img src" not in text
        assert "<svg" not in text
