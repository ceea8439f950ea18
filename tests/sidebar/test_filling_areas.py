"""Which options a widget takes, and how an editor fills an area."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sidebar.models import Widget
from tests.sidebar.areas import area, headings

# Which options are taken


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("recent_posts", {}),
        ("recent_posts", {"count": 0}),
        ("recent_posts", {"count": 21}),
        ("recent_posts", {"count": "x"}),
        ("recent_updates", {"count": None}),
        ("recent_quotations", {"count": -1}),
        ("links", {"links": ""}),
        ("links", {"links": "javascript:alert(1) Click"}),
        ("links", {"links": "https://www.osce.org/ OSCE\nwww.osce.org OSCE"}),
        ("text", {"text": ""}),
        ("text", {"text": "x" * 1_048_577}),
        ("tags", {"count": 5}),
        ("recent_posts", {"count": 5, "colour": "red"}),
        ("weather", {}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_wrong_options_are_refused(kind, options):
    with pytest.raises(ValidationError):
        Widget(area="footer", kind=kind, options=options).full_clean()


def test_unknown_option_is_named(db):
    with pytest.raises(ValidationError, match="has no option “colour”"):
        Widget(area="footer", kind="recent_posts", options={"count": 5, "colour": "red"}).full_clean()


@pytest.mark.parametrize("count", [1, 20, "20"])
def test_right_options_are_kept_as_numbers(make_widget, count):
    assert make_widget("recent_posts", options={"count": count}).options == {"count": int(count)}


# How an editor fills an area

ADD = "/admin/sidebar/widget/add/"


def test_kind_is_chosen_first_and_its_options_then(sign_in, editor, make_widget):
    make_widget("search", position=4)
    client = sign_in(editor)
    page = client.get(ADD + "?area=footer").text
    links = dict(re.findall(r'<a href="(\?[^"]*)">(.*?)</a>', page))
    assert sorted(links.values()) == [
        *["Archive by month", "Links (a blogroll)", "Recent posts", "Recent quotations", "Recent updates"],
        *["Search box", "Tags", "Text"],
    ]
    query = next(query for query, label in links.items() if label == "Recent posts").replace("&amp;", "&")
    form = client.get(ADD + query).context["adminform"].form
    assert list(form.fields) == ["area", "title", "position", "is_visible", "count"]
    assert (form["area"].value(), form["position"].value(), form["count"].value()) == ("footer", 5, 5)
    fields = {"area": "footer", "title": "New", "position": 5, "is_visible": "on", "count": "3"}
    assert client.post(ADD + query, fields).status_code == 302
    widget = Widget.objects.get(title="New")
    assert (widget.kind, widget.options) == ("recent_posts", {"count": 3})
    assert headings(client.get("/")) == ["New"]


def test_editing_shows_and_keeps_the_options(sign_in, editor, make_widget):
    widget = make_widget("links", options={"links": "https://www.osce.org/ OSCE"}, title="Before")
    client, url = sign_in(editor), reverse("admin:sidebar_widget_change", args=[widget.pk])
    form = client.get(url).context["adminform"].form
    assert form["links"].value() == "https://www.osce.org/ OSCE"
    fields = {name: form[name].value() for name in form.fields} | {"title": "After"}
    assert client.post(url, fields).status_code == 302
    widget.refresh_from_db()
    assert (widget.title, widget.kind, widget.options) == ("After", "links", {"links": "https://www.osce.org/ OSCE"})


def test_edited_text_is_rendered_again(sign_in, editor, make_widget, client):
    widget = make_widget("text", options={"text": "Before."})
    fields = {"area": "footer", "title": "", "position": 0, "is_visible": "on", "text": "*After*."}
    sign_in(editor).post(reverse("admin:sidebar_widget_change", args=[widget.pk]), fields)
    assert "<p><em>After</em>.</p>" in area(client.get("/"), "footer")


def test_list_moves_and_hides_widgets_and_keeps_their_options(sign_in, editor, make_widget):
    widget = make_widget("text", options={"text": "Words."})
    before = widget.options
    form = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": widget.pk, "form-0-position": 7}
    response = sign_in(editor).post(reverse("admin:sidebar_widget_changelist"), form | {"_save": "Save"})
    assert response.status_code == 302
    widget.refresh_from_db()
    assert (widget.position, widget.is_visible, widget.options) == (7, False, before)


def test_widget_of_a_kind_that_is_gone_keeps_its_options(sign_in, editor, make_widget):
    """P7"""
    widget = make_widget("weather", is_checked=False, options={"town": "Tomsk"})
    fields = {"area": "header", "title": "Weather", "position": 1, "is_visible": "on"}
    client, url = sign_in(editor), reverse("admin:sidebar_widget_change", args=[widget.pk])
    assert client.get(url).status_code == 200
    client.post(url, fields)
    widget.refresh_from_db()
    assert (widget.kind, widget.options) == ("weather", {"town": "Tomsk"})


def test_widget_that_is_deleted_leaves_its_area_empty(sign_in, superuser, make_widget):
    widget = make_widget("search", title="Search")
    client = sign_in(superuser)
    assert client.post(reverse("admin:sidebar_widget_delete", args=[widget.pk]), {"post": "yes"}).status_code == 302
    assert headings(client.get("/")) == ["Footer Sidebar"]
