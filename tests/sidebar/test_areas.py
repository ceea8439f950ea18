"""Areas and their widgets, as readers see them."""

import re
from datetime import UTC, datetime

import pytest

from blog import publishing
from blog.models import Tag
from sidebar.registry import get_choices
from tests.sidebar.areas import area, headings

MARCH = datetime(2009, 3, 14, 12, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "label"), [("header", "Header Sidebar"), ("footer", "Footer Sidebar")])
def test_empty_area_says_so_to_readers_without_a_link(client, name, label):
    html = area(client.get("/"), name)
    assert f"<h2>{label}</h2>" in html
    assert "There are no widgets here yet." in html
    assert "href" not in html


@pytest.mark.parametrize("name", ["header", "footer"])
def test_empty_area_invites_editors_to_fill_it(sign_in, editor, name):
    assert f'href="/admin/sidebar/widget/add/?area={name}"' in area(sign_in(editor).get("/"), name)


@pytest.mark.parametrize("role", ["author", "moderator"])
def test_empty_area_does_not_invite_those_who_may_not_fill_it(sign_in, request, role):
    """P12"""
    assert "href" not in area(sign_in(request.getfixturevalue(role)).get("/"), "header")


def test_area_with_a_widget_has_no_placeholder(client, make_widget):
    make_widget("search", area="header")
    response = client.get("/")
    assert "placeholder" not in area(response, "header")
    assert "placeholder" in area(response, "footer")


def test_widgets_stand_in_their_area_in_the_order_of_position(client, make_widget):
    for title, position in (("Second", 2), ("First", 1), ("Third", 3), ("Third too", 3)):
        make_widget("search", title=title, position=position)
    make_widget("search", area="header", title="Elsewhere")
    assert headings(client.get("/")) == ["First", "Second", "Third", "Third too"]
    assert headings(client.get("/"), "header") == ["Elsewhere"]


def test_hidden_widget_is_not_shown(client, make_widget):
    make_widget("search", title="Hidden", is_visible=False)
    assert headings(client.get("/")) == ["Footer Sidebar"]


def test_widget_without_a_title_has_no_heading(client, make_widget):
    make_widget("search")
    assert headings(client.get("/")) == []


def test_title_is_escaped(client, make_widget):
    """P11"""
    make_widget("search", title="<b>&")
    assert headings(client.get("/")) == ["&lt;b&gt;&amp;"]


@pytest.mark.parametrize("kind", ["recent_posts", "recent_updates", "recent_quotations", "tags", "archive"])
def test_widget_with_nothing_to_show_says_so(client, make_widget, kind):
    make_widget(kind, options={"count": 5} if kind.startswith("recent") else {})
    assert "<li>None yet.</li>" in area(client.get("/"), "footer")


# Of each kind: options, what stands in the widget, and how many entries it has.
SHOWN = {
    "recent_posts": ({"count": 1}, ['<a href="/2009/04/newer/">Newer</a>', "15 April 2009"], 1),
    "recent_updates": (
        {"count": 1},
        ['<a href="/2009/03/older/#update-2">Correction: <span>Older</span></a>', "16 March 2009"],
        1,
    ),
    "recent_quotations": (
        {"count": 1},
        ["<q>Newer words.</q>", '<a href="/2009/03/older/#quote-reuters-2">Reuters</a>'],
        1,
    ),
    "tags": (
        {},
        ['<a href="/tags/arctic/">Arctic</a> <span>2</span>', '<a href="/tags/gas/">Gas</a> <span>1</span>'],
        2,
    ),
    "archive": (
        {},
        ['<a href="/2009/04/">April 2009</a> <span>1</span>', '<a href="/2009/03/">March 2009</a> <span>1</span>'],
        2,
    ),
    "text": ({"text": "Some *words*."}, ["<p>Some <em>words</em>.</p>"], 0),
    "links": (
        {"links": "https://www.osce.org/ The OSCE\nhttps://civil.ge/"},
        ['<a href="https://www.osce.org/">The OSCE</a>', '<a href="https://civil.ge/">https://civil.ge/</a>'],
        2,
    ),
    "search": ({}, ['<form class="search-form" action="/search/"', 'name="q"'], 0),
}


@pytest.fixture
def content(make_post, make_quotation):
    """Make two posts, the older with two updates and two quotations."""
    arctic, gas = Tag.objects.create(name="Arctic"), Tag.objects.create(name="Gas")
    older = make_post("Older", published_at=MARCH, tags=[arctic, gas])
    make_post("Newer", published_at=MARCH.replace(month=4, day=15), tags=[arctic])
    for day, kind in ((15, "update"), (16, "correction")):
        publishing.add_update(older, by=older.author, body="More.", kind=kind, at=MARCH.replace(day=day))
    make_quotation(older, "Older words.")
    make_quotation(older, "Newer words.")


@pytest.mark.parametrize("kind", SHOWN)
def test_widget_shows_what_its_kind_promises(client, content, make_widget, kind):
    options, parts, entries = SHOWN[kind]
    make_widget(kind, options=options)
    html = area(client.get("/search/"), "footer")
    assert f'class="widget widget-{kind}"' in html
    assert [part for part in parts if part not in html] == []
    assert html.count("<li>") == entries


def test_every_kind_is_shown_above():
    assert set(SHOWN) == {key for key, _ in get_choices()}


def test_text_holds_nothing_that_runs(client, make_widget):
    """P11"""
    make_widget("text", options={"text": '<img src="x" onerror="alert(1)"><script>alert(1)</script>[x](javascript:y)'})
    html = area(client.get("/"), "footer")
    assert not re.search(r"onerror|<script|javascript:", html)


def test_widget_of_a_kind_that_is_gone_is_skipped(client, make_widget):
    make_widget("weather", is_checked=False, options={"town": "Tomsk"}, title="Weather")
    make_widget("search", title="Search")
    response = client.get("/")
    assert response.status_code == 200
    assert headings(response) == ["Search"]


def test_changed_widget_is_shown_at_once(client, make_widget):
    widget = make_widget("text", options={"text": "Before."})
    assert "Before." in client.get("/").text
    widget.options = {"text": "After."}
    widget.full_clean()
    widget.save()
    assert "After." in client.get("/").text
    assert "Before." not in client.get("/").text
