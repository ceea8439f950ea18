"""What a writer is told before a post is published."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blog import publishing
from blog.checklist import check
from blog.models import Page, Tag

WHOLE = {"status": "draft", "summary": "Short.", "body": "See [this](https://www.osce.org/)."}


@pytest.fixture
def make_whole(make_post):
    """Make a draft that lacks nothing."""

    def make(**fields):
        tag, _ = Tag.objects.get_or_create(name="Arctic")
        return make_post(**{"tags": [tag]} | WHOLE | fields)

    return make


def said(post):
    return [note.text for note in check(post)]


def test_nothing_is_said_of_a_post_that_lacks_nothing(make_whole, make_quotation):
    post = make_whole(body="See [this](https://www.osce.org/) and ![A map](https://www.osce.org/map.png).")
    make_quotation(post, said_on="2009-03-14")
    assert said(post) == []


def test_bare_draft_is_told_what_it_lacks(make_post):
    assert said(make_post(status="draft", body="")) == [
        "There is no summary.",
        "There is no text yet.",
        "Nothing leads to a source: there is no link and no quotation.",
        "There are no tags.",
    ]


@pytest.mark.parametrize(
    ("body", "note"),
    [
        ("![](https://x.example/a.png)", "The picture https://x.example/a.png is not described"),
        ("[a]()", "A link leads nowhere"),
        ("[a](https://)", "A link leads nowhere"),
        ("[a](www.osce.org)", "The link www.osce.org lacks its beginning"),
        ("[a](/2009/03/nothing/)", "The link /2009/03/nothing/ leads to nothing"),
        ("[a](/no/such/place/at/all)", "The link /no/such/place/at/all leads to nothing"),
        ("[a](http://testserver/nothing/)", "The link http://testserver/nothing/ leads to nothing"),
        ("[a](/%00/)", "The link /%00/ leads to nothing"),
        ("So [quote: nobody] said.", "[quote: nobody] stands among other words"),
    ],
)
def test_flaw_in_the_text_is_named(make_whole, body, note):
    assert [each for each in said(make_whole(body=f"[x](https://www.osce.org/)\n\n{body}")) if note in each]


@pytest.mark.parametrize("body", ["//[", "/[", "http://[", "[", "javascript:alert(1)", "//x", "mailto:a@b.example"])
def test_odd_link_is_no_error(make_whole, body):
    """P19"""
    check(make_whole(body=f"[a]({body})"))


def test_link_to_an_own_post_is_good_while_readers_can_see_it(make_whole, make_post):
    earlier, page = make_post("Earlier"), Page.objects.create(title="About", slug="about", body="Words.")
    waiting = make_post("Waiting", published_at=timezone.now() + timedelta(days=1))
    urls = [
        earlier.get_absolute_url(),
        page.get_absolute_url(),
        "/tags/",
        f"http://testserver{earlier.get_absolute_url()}",
    ]
    post = make_whole(body="\n\n".join(f"[a]({url})" for url in [*urls, waiting.get_absolute_url()]))
    assert said(post) == [f"The link {waiting.get_absolute_url()} leads to nothing that readers can see on this site."]
    publishing.withdraw(earlier, by=earlier.author)
    assert len(said(post)) == 3


def test_quotation_without_a_date_is_named(make_whole, make_quotation):
    post = make_whole()
    make_quotation(post)
    assert said(post) == ["The quotation of Reuters (“reuters”) has no date."]


@pytest.mark.parametrize("number", [1, 3])
def test_checks_ask_as_much_for_three_as_for_one(
    make_whole, make_post, make_quotation, django_assert_num_queries, number
):
    """P22"""
    links = [make_post(f"Linked {n}").get_absolute_url() for n in range(number)]
    post = make_whole(body="\n\n".join(f"[a]({link})" for link in links))
    for _ in range(number):
        make_quotation(post)
    with django_assert_num_queries(3):  # addresses, quotations, tags
        check(post)


def test_form_shows_the_notes_of_the_saved_post_and_leads_to_the_fields(sign_in, author, make_post):
    draft = make_post(status="draft")
    text = sign_in(author).get(reverse("admin:blog_post_change", args=[draft.pk])).text
    assert '<li><a href="#id_summary">There is no summary.</a></li>' in text
    assert 'id="id_summary"' in text
    assert text.count("3 things to look at") == 2
