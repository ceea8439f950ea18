"""How a post is cited."""

import re

import pytest

from blog import publishing
from blog.models import SiteSettings
from tests.blog.moments import APRIL, MARCH

ADDRESS = "http://testserver/2009/03/a-title/"


def entry_of(client, path):
    """Return the fields of the one entry of a BibTeX file; fails where its braces are not those of a whole entry."""
    text = client.get(f"{path}cite.bib").text
    found = re.fullmatch(r"@online\{([\w-]+),\n(.*)\}\n", text, re.DOTALL)
    fields = re.findall(r"  (\w+) = \{(.*)\},\n", found[2])
    assert "".join(f"  {name} = {{{value}}},\n" for name, value in fields) == found[2]
    for _, value in fields:
        depths = [value[:end].count("{") - value[:end].count("}") for end in range(len(value) + 1)]
        assert min(depths) == depths[-1] == 0
    return {"key": found[1], **dict(fields)}


def test_post_page_says_how_it_is_cited(client, make_post, author):
    post = make_post("Gas & pipes", slug="a-title", published_at=MARCH)
    cited = f"Anna Weiss: “Gas &amp; pipes”. Siberian Light, 14 March 2009. {ADDRESS}"
    assert f"<p>{cited}</p>" in client.get(post.get_absolute_url()).text
    publishing.add_update(post, by=author, body="More.", at=APRIL)
    updated = cited.replace("14 March 2009", "14 March 2009, updated 15 April 2009")
    assert f"<p>{updated}</p>" in client.get(post.get_absolute_url()).text


def test_files_are_linked_from_the_post(client, post):
    text = client.get(post.get_absolute_url()).text
    files = re.findall(r'href="(cite\.\w+)"', text)
    assert files == ["cite.bib", "cite.json"]
    assert [client.get(post.get_absolute_url() + file).status_code for file in files] == [200, 200]


def test_citation_for_bibtex(client, make_post, author):
    post = make_post(published_at=MARCH)
    publishing.add_update(post, by=author, body="More.", at=APRIL)
    response = client.get("/2009/03/a-title/cite.bib")
    assert response.headers["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="a-title.bib"'
    assert entry_of(client, "/2009/03/a-title/") == {
        "key": f"testserver-{post.pk}",
        "author": "{Anna Weiss}",
        "title": "{A title}",
        "organization": "Siberian Light",
        "date": "2009-03-14",
        "year": "2009",
        "url": ADDRESS,
        "note": "Updated 15 April 2009",
    }


@pytest.mark.parametrize(
    ("title", "escaped"),
    [
        ("Gas & 50 % of $1 #1_a", r"Gas \& 50 \% of \$1 \#1\_a"),
        ("An open { brace", r"An open \textbraceleft{} brace"),
        ("A closed } brace", r"A closed \textbraceright{} brace"),
        ("}, evil = {x", r"\textbraceright{}, evil = \textbraceleft{}x"),
        ("Back\\slash ~ ^", r"Back\textbackslash{}slash \textasciitilde{} \textasciicircum{}"),
        ("Сибирь “é” ©", "Сибирь “é” ©"),
        ('"Quoted" @comment', '"Quoted" @comment'),
    ],
)
def test_signs_of_bibtex_in_a_title_stay_text(client, make_post, title, escaped):
    post = make_post(title, slug="a-title", published_at=MARCH)
    assert entry_of(client, post.get_absolute_url())["title"] == f"{{{escaped}}}"


def test_key_stays_when_everything_else_changes(client, make_post, author):
    post = make_post(published_at=MARCH)
    before = entry_of(client, post.get_absolute_url())["key"]
    SiteSettings(name="Northern Light").save()
    author.public_name, author.slug = "Vera Lind", "vera"
    author.save()
    post.title, post.slug, post.published_at = "Another", "another", APRIL
    post.save()
    publishing.record(post, by=author)
    assert entry_of(client, "/2009/04/another/")["key"] == before


def test_citation_as_csl_json(client, make_post):
    post = make_post("Газ & «трубы»", slug="газ", summary="In short.", language="ru", published_at=MARCH)
    response = client.get(f"{post.get_absolute_url()}cite.json")
    assert response.headers["Content-Type"] == "application/vnd.citationstyles.csl+json"
    assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''%D0%B3%D0%B0%D0%B7.json"
    assert response.json() == [
        {
            "id": f"testserver-{post.pk}",
            "type": "post-weblog",
            "title": "Газ & «трубы»",
            "author": [{"literal": "Anna Weiss"}],
            "container-title": "Siberian Light",
            "issued": {"date-parts": [[2009, 3, 14]]},
            "URL": "http://testserver/2009/03/%D0%B3%D0%B0%D0%B7/",
            "language": "ru",
            "abstract": "In short.",
        }
    ]


@pytest.mark.parametrize("file", ["cite.bib", "cite.json"])
def test_citation_moves_and_goes_with_its_post(client, make_post, author, file):
    """P10"""
    post = make_post(published_at=MARCH)
    former = f"{post.get_absolute_url()}{file}"
    post.slug = "moved"
    post.save()
    publishing.record(post, by=author)
    response = client.get(former)
    assert (response.status_code, response.headers["Location"]) == (301, f"/2009/03/moved/{file}")
    publishing.withdraw(post, by=author)
    assert client.get(f"/2009/03/moved/{file}").status_code == 410
    assert client.get(f"/2009/03/never/{file}").status_code == 404


def test_citation_costs_three_queries_and_none_who_has_it(client, post, django_assert_num_queries):
    path = f"{post.get_absolute_url()}cite.bib"
    with django_assert_num_queries(3):  # edition, settings, post with its author
        etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
