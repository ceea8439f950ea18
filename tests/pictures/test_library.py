"""The library at the desk: what it shows to whom, and what it lets go."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from lxml import html

from blog.models import Page
from pictures import drawing
from pictures.models import Picture
from tests.people.desk_urls import urls
from tests.pictures.files import SVG, draw, uploaded

LIST, ADD, CHOOSE = (reverse(f"admin:pictures_picture_{name}") for name in ("changelist", "add", "choose"))


def titles(response):
    return [title.text for title in html.fromstring(response.text).findall(".//ul[@class='gallery']//b")]


@pytest.fixture
def others(make_picture, other_author):
    return make_picture("Of another", uploaded_by=other_author, alt="A road.")


# Looking through it


def test_gallery_shows_what_is_described_and_where_it_is_used(sign_in, author, make_picture, make_post):
    make_picture("Plain")
    used = make_picture("Used", alt="A bridge at dawn.")
    make_post(body=used.markdown)
    text = sign_in(author).get(LIST).text
    assert [text.count(said) for said in ("Not described yet", "Shown nowhere", "Shown in 1 text")] == [1, 2, 1]
    assert f'<img src="/media/pictures/{used.key}-480.jpg" alt="" width="1440" height="960"' in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=bridge", ["Bridge"]),
        ("q=weiss+dawn", ["Bridge"]),
        ("q=tass", ["Road"]),
        ("alt__isempty=1", ["Road"]),
        ("used=yes", ["Bridge"]),
        ("used=no", ["Road"]),
        ("licence=CC+BY+4.0", ["Bridge"]),
    ],
)
def test_library_is_searched_and_filtered(sign_in, author, make_picture, make_post, query, found):
    bridge = make_picture("Bridge", alt="At dawn.", credit="A. Weiss", licence="CC BY 4.0")
    make_picture("Road", source="https://tass.example/")
    make_post(body=bridge.markdown)
    assert titles(sign_in(author).get(f"{LIST}?{query}")) == found


@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_as_much_for_three_as_for_one(
    sign_in, author, make_picture, make_post, django_assert_num_queries, number
):
    """P22"""
    for n in range(number):
        make_post(str(n), body=make_picture(str(n)).markdown)
    client = sign_in(author)
    client.get(LIST)
    with django_assert_num_queries(11):
        assert len(titles(client.get(LIST))) == number
    with django_assert_num_queries(8):
        assert len(titles(client.get(CHOOSE))) == number


# To choose from


def test_picture_is_found_to_be_chosen(sign_in, author, make_picture, others):
    make_picture("Bridge")
    client = sign_in(author)
    assert titles(client.get(CHOOSE)) == ["Bridge", "Of another"]
    page = client.get(CHOOSE, {"q": "ROAD another"})
    assert titles(page) == ["Of another"]
    button = html.fromstring(page.text).find(".//ul[@class='gallery']//button")
    assert button.get("data-markdown") == f"![A road.]({others.url})"
    assert titles(client.get(CHOOSE, {"q": "nothing"})) == []


def test_library_is_chosen_from_page_by_page(sign_in, author, make_picture):
    for n in range(25):
        make_picture(str(n))
    client = sign_in(author)
    assert (len(titles(client.get(CHOOSE))), titles(client.get(CHOOSE, {"page": 2}))) == (24, ["0"])


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=9999999999", "q=%00", "q=%FF", "q=" + "x" * 10_000, "q=%25_"]
)
def test_odd_questions_to_the_library_are_answered(sign_in, author, make_picture, query):
    """P19"""
    make_picture()
    assert sign_in(author).get(f"{CHOOSE}?{query}").status_code == 200


def test_names_and_descriptions_run_nothing(sign_in, author, make_picture, make_post):
    """P11"""
    vector = '"><script>alert(1)</script>'
    picture = make_picture(vector, alt=vector, credit=vector, licence=vector, uploaded_by=author)
    make_post(vector, body=picture.markdown)
    client = sign_in(author)
    for url in (LIST, CHOOSE, urls("pictures_picture", picture.pk)[2]):
        assert "<script>alert" not in client.get(url).text


def test_only_whoever_may_chooses(client, sign_in, moderator):
    """P12"""
    assert client.get(CHOOSE).status_code == 302
    assert sign_in(moderator).get(CHOOSE).status_code == 403


# Several at once


def test_several_are_added_at_once_and_what_is_refused_is_named(sign_in, author):
    files = [uploaded(name="one.jpg"), uploaded(SVG, "two.svg"), uploaded(draw("PNG"), "three.png")]
    said = {"credit": "A. Weiss", "licence": "CC BY 4.0", "source": "https://a.example/"}
    response = sign_in(author).post(ADD, {"chosen": files} | said, follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    told = [str(message) for message in response.context["messages"]]
    assert told[0] == f"“two.svg” was not added. {drawing.SVG}"
    assert told[1].startswith("2 pictures are in the library now.")
    assert list(Picture.objects.order_by("title").values_list("title", *said)) == [
        ("one", *said.values()), ("three", *said.values()),
    ]  # fmt: skip


def test_one_is_described_next(sign_in, author):
    response = sign_in(author).post(ADD, {"chosen": [uploaded()]})
    picture = Picture.objects.get()
    assert response.headers["Location"] == urls("pictures_picture", picture.pk)[2]
    form = {"title": "Bridge", "alt": "A bridge.", "credit": "", "licence": "", "source": ""}
    sign_in(author).post(response.headers["Location"], form)
    picture.refresh_from_db()
    assert (picture.title, picture.alt) == ("Bridge", "A bridge.")


@pytest.mark.parametrize("form", [{}, {"chosen": []}, {"source": "javascript:alert(1)"}])
def test_form_without_a_file_or_with_a_wrong_source_adds_nothing(sign_in, author, form):
    """P11"""
    form = form if "source" not in form else form | {"chosen": [uploaded()]}
    assert sign_in(author).post(ADD, form).status_code == 200
    assert not Picture.objects.exists()


# Whose it is


def test_author_does_not_describe_what_others_uploaded(sign_in, author, others):
    """P12"""
    change = urls("pictures_picture", others.pk)[2]
    form = {"title": "Mine", "alt": "Mine.", "credit": "", "licence": "", "source": ""}
    assert sign_in(author).get(change).status_code == 200
    assert sign_in(author).post(change, form).status_code == 403
    others.refresh_from_db()
    assert others.alt == "A road."


def test_editor_describes_what_others_uploaded(sign_in, editor, others):
    form = {"title": "Road", "alt": "A long road.", "credit": "", "licence": "", "source": ""}
    assert sign_in(editor).post(urls("pictures_picture", others.pk)[2], form).status_code == 302
    others.refresh_from_db()
    assert others.alt == "A long road."


def test_original_is_for_whoever_may_describe_the_picture(client, sign_in, picture, author, other_author, editor):
    """P12, P15"""
    url = reverse("admin:pictures_picture_original", args=[picture.pk])
    client.logout()
    assert client.get(url).status_code == 302
    assert sign_in(other_author).get(url).status_code == 403
    for person in (author, editor):
        response = sign_in(person).get(url)
        assert b"".join(response) == draw()
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")


# Where it is used, and its end


def test_page_of_a_picture_shows_where_it_is_used(sign_in, author, other_author, make_picture, make_post):
    """P1, P12: of the drafts of others there is only the number."""
    picture = make_picture(uploaded_by=author)
    body = picture.markdown
    mine = make_post("My draft", status="draft", body=body)
    theirs = make_post("Their post", by=other_author, body=body)
    make_post("Their draft", by=other_author, status="draft", body=body)
    page = Page.objects.create(title="About", slug="about", body=body)
    text = sign_in(author).get(urls("pictures_picture", picture.pk)[2]).text
    assert f'<img src="{picture.url}" srcset="' in text
    for title, url in (
        ("My draft", reverse("admin:blog_post_change", args=[mine.pk])),
        ("Their post", theirs.get_absolute_url()),
        ("About", page.get_absolute_url()),
    ):
        assert f'<a href="{url}">{title}</a>' in text
    assert "Their draft" not in text
    assert "1 unpublished post of somebody else shows it." in text


@pytest.mark.parametrize("how", ["body", "lead_image"])
def test_picture_that_is_used_is_not_erased(sign_in, superuser, picture, make_post, how):
    shown = {"body": {"body": picture.markdown}, "lead_image": {"lead_image": picture, "lead_image_alt": "A."}}[how]
    make_post("Its post", status="draft", **shown)
    delete = urls("pictures_picture", picture.pk)[3]
    client = sign_in(superuser)
    for page in (client.get(delete), client.post(delete, {"post": "yes", "title": picture.title})):
        assert "Its post" in page.text
        assert "A picture that is shown cannot be erased." in page.text
    assert Picture.objects.exists()
    assert default_storage.exists(picture.name)


def test_picture_that_is_not_used_is_erased_with_its_files(
    sign_in, superuser, picture, django_capture_on_commit_callbacks
):
    """P7: only by a superuser who types its name."""
    client = sign_in(superuser)
    delete = urls("pictures_picture", picture.pk)[3]
    client.post(delete, {"post": "yes", "title": "another"})
    assert Picture.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(delete, {"post": "yes", "title": picture.title})
    assert not Picture.objects.exists()
    assert default_storage.listdir("pictures")[1] == default_storage.listdir("originals")[1] == []
