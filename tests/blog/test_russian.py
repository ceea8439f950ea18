"""A site in Russian speaks Russian: to readers, to programs that read feeds, and on the writing desk.

What people write here is in Russian too, so that any word in other letters is one of the interface.
"""

import re
import xml.etree.ElementTree as ET

import html5lib
import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from banners.models import SiteBanner
from blog import publishing
from blog.admin.posts import PostAdmin
from blog.models import Post, Quotation, SiteSettings, Source, Tag, Update
from sidebar.models import Widget
from tests.blog.moments import DAY, MARCH

# Names that are the same in every language.
NAMES = {"BibTeX", "CSL", "JSON", "Atom", "RSS", "https", "http", "blog", "example", "org", "ru", "URL", "testserver"}
NAMES_ON_THE_DESK = {"Markdown", "JPEG", "PNG", "WebP", "AVIF", "quote", "en", "pt", "BR", "root", "UTC"}
# Django has no Russian for these yet.
NAMES_ON_THE_DESK |= {"Select", "an", "option"}
WIDGETS = ("recent_posts", "recent_updates", "recent_quotations", "tags", "archive", "search")
SPOKEN = ("aria-label", "alt", "title", "placeholder")


@pytest.fixture(autouse=True)
def site(db):
    SiteSettings(name="Сибирский свет", tagline="О Евразии", language="ru").save()


@pytest.fixture
def russian_post(author, make_post, make_quotation):
    """Make a post with everything that a post can have, and the frame around it."""
    author.public_name, author.slug, author.about = "Анна Вайс", "анна", "Пишет о Кавказе."
    author.save()
    tag = Tag.objects.create(name="Газ", description="О трубах.")
    agency = Source.objects.create(name="Агентство", description="Новости.")
    make_post("Старое", tags=[tag], published_at=MARCH - 400 * DAY)
    body = "## Первое\n\nСлова.\n\n## Второе\n\nСлова.\n\n## Третье\n\nСлова."
    post = make_post("Трубы", tags=[tag], summary="Коротко.", body=body, published_at=MARCH)
    said = {"source": agency, "link": "https://blog.example.org/", "said_on": MARCH.date()}
    make_quotation(post, "Сказанное.", speaker="Иван", is_paraphrase=True, **said)
    for number, kind in enumerate(Update.Kind.values, 1):
        publishing.add_update(post, by=author, body="Ещё слова.", kind=kind, at=MARCH + number * DAY)
    update = post.updates.get(number=2)
    make_quotation(post, "Добавленное.", update=update, key="вторая", **said)
    for kind in WIDGETS:
        options = {"count": 5} if kind.startswith("recent") else {}
        Widget.objects.create(area="footer", kind=kind, title="Виджет", options=options)
    SiteBanner.objects.create(title="Важное", message="Читайте.", is_active=True, is_dismissible=True)
    post.refresh_from_db()
    return post


def words_of(response):
    """Return what a page says: its text, its names for what cannot be seen, what it says to those who share it."""
    page = html5lib.parse(response.text, namespaceHTMLElements=False)
    for parent in page.iter():
        for child in list(parent):
            if child.tag in {"script", "style", "svg", ET.Comment}:
                parent.remove(child)
    said = list(page.itertext()) + [each.get(name, "") for each in page.iter() for name in SPOKEN]
    said += [each.get("content", "") for each in page.iter("meta") if "description" in str(each.attrib.values())]
    said += [each.get("value", "") for each in page.iter("input") if each.get("type") == "submit"]
    return " ".join(" ".join(said).split())


def foreign_in(text):
    return set(re.findall(r"[A-Za-z]{2,}", text)) - NAMES


def pages_about(post):
    quotations = [quotation.get_permalink() for quotation in post.quotations.all()]
    lists = [reverse(f"blog:{name}") for name in ("front", "quotations", "sources", "tags", "updates", "corrections")]
    things = [
        thing.get_absolute_url()
        for thing in (post, post.author, Tag.objects.get(), Source.objects.get(name="Агентство"))
    ]
    searches = [f"/search/{query}" for query in ("", "?q=слова", "?q=слва", "?q=рыба", "?q=...", "?q=слова&tag=нет")]
    searches.append(f"/search/?q={'я' * 300}")
    return [*lists, *things, *quotations, *searches, "/archive/", "/2009/", "/2009/03/", "/нет/"]


def test_readers_find_no_english_word(client, russian_post):
    for path in pages_about(russian_post):
        assert foreign_in(words_of(client.get(path))) == set(), path


def test_empty_site_has_no_english_word(client):
    for path in ("/", "/archive/", "/tags/", "/updates/", "/corrections/", "/quotations/", "/sources/"):
        assert foreign_in(words_of(client.get(path))) == set(), path


def test_writers_find_no_english_word_on_pages_for_readers(sign_in, superuser, russian_post, draft):
    client = sign_in(superuser)
    publishing.withdraw(russian_post, by=superuser)
    russian_post.refresh_from_db()
    draft.title = draft.body_html = "Черновик"
    draft.save()
    banner = reverse("admin:banners_sitebanner_preview", args=[SiteBanner.objects.get().pk])
    for path in (russian_post.get_absolute_url(), draft.get_preview_url(), banner):
        assert foreign_in(words_of(client.get(path))) == set(), path


def test_errors_are_told_in_russian(client, russian_post, superuser):
    assert "По этому адресу ничего нет." in client.get("/нет/").text
    publishing.withdraw(russian_post, by=superuser)
    response = client.get(russian_post.get_absolute_url())
    assert response.status_code == 410
    assert "<h1>Запись отозвана</h1>" in response.text


@pytest.mark.parametrize(
    ("name", "language", "heading"),
    [
        ("400.html", "ru", "Непонятный запрос"),
        ("500.html", "ru", "Что-то сломалось"),
        ("500.html", "en", "Something broke"),
    ],
)
def test_pages_for_when_all_else_fails_follow_the_language(name, language, heading):
    with translation.override(language):
        page = render_to_string(name)
    assert f'<html lang="{language}">' in page
    assert f"<h1>{heading}</h1>" in page


def test_dates_and_months_are_russian(client, russian_post):
    text = client.get(russian_post.get_absolute_url()).text
    assert '<time class="dt-published" datetime="2009-03-14T09:26:00+00:00">14 марта 2009</time>, <a' in text
    assert "15 марта 2009, 09:26" in text
    assert '<h1 class="p-name">Март 2009</h1>' in client.get("/2009/03/").text
    assert ">Март 2009</a>" in text


def test_updates_are_called_by_their_kind(client, russian_post):
    text = client.get(russian_post.get_absolute_url()).text
    labels = re.findall(r'<h2 class="update-label p-name"[^>]*>(.*?)</h2>', text)
    assert labels == ["Дополнение:", "Исправление:", "Уточнение:"]
    assert str(Update.objects.get(number=2)) == "Correction 2 to “Трубы”"
    with translation.override("ru"):
        assert str(Update.objects.get(number=2)) == "Исправление 2 к записи «Трубы»"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 цитата"), (2, "2 цитаты"), (5, "5 цитат"), (11, "11 цитат"), (21, "21 цитата"), (22, "22 цитаты")],
)
def test_counted_things_have_the_right_form(client, post, source, number, words):
    quotations = [
        Quotation(post=post, source=source, text="Слова.", link="https://blog.example.org/", key=f"k{n}")
        for n in range(number)
    ]
    Quotation.objects.bulk_create(quotations)
    Quotation.objects.update(published_at=post.published_at)
    assert f'<span class="count">{words}</span>' in client.get("/sources/").text


def test_captions_are_in_russian_once_saved(russian_post):
    caption = re.search(r"<figcaption>.*?</figcaption>", russian_post.body_html)[0]
    assert ">14 марта 2009</time>" in caption
    assert '<span class="paraphrase">в пересказе</span>' in caption


def test_parts_that_search_finds_are_named_in_the_language_of_now(client, russian_post):
    assert ">Цитата: Агентство</a>" in client.get("/search/?q=добавленное").text
    SiteSettings(name="Siberian Light", language="en").save()
    assert ">Quotation: Агентство</a>" in client.get("/search/?q=добавленное").text


def test_widgets_do_not_mix_languages(client, russian_post):
    assert "Дополнение: <span>Трубы" in client.get("/").text
    SiteSettings(name="Siberian Light", language="en").save()
    english = client.get("/").text
    assert "Update: <span>Трубы" in english
    assert "Дополнение" not in english


@pytest.mark.parametrize(("path", "title"), [("/updates/", "Дополнения"), ("/corrections/", "Исправления")])
def test_feeds_are_called_in_russian(client, russian_post, path, title):
    feed = client.get(f"{path}feed.json").json()
    assert feed["title"] == f"{title} – Сибирский свет"
    assert feed["language"] == "ru"
    assert "Исправление: Трубы" in [item["title"] for item in feed["items"]]
    assert 'href="/static/css/feed.ru' in client.get(f"{path}feed.atom").text


def test_feed_of_posts_names_updates_in_russian(client, russian_post):
    content = client.get("/feed.json").json()["items"][0]["content_html"]
    assert foreign_in(re.sub(r"<[^>]*>", " ", content)) == set()
    assert "Уточнение, <time" in content


def test_what_is_shared_is_in_russian(client, russian_post, settings):
    post = client.get(russian_post.get_absolute_url()).text
    assert '"name":"Блог"' in post
    assert "Анна Вайс. Трубы // Сибирский свет. 14 марта 2009, обновлено 17 марта 2009. URL:" in post
    address = f"{settings.SITE_ORIGIN}{russian_post.quotations.first().get_absolute_url()}"
    card = client.get("/oembed", {"url": address}).json()
    assert ", в пересказе</footer>" in card["html"]
    assert "Цитата из записи <a" in card["html"]


def test_share_image_of_a_quotation_is_described_in_russian(client, russian_post):
    quoted, paraphrased = russian_post.quotations.order_by("is_paraphrase")
    assert "«Добавленное.» – Агентство · 14 марта 2009" in client.get(quoted.get_permalink()).text
    assert "Агентство · 14 марта 2009 · в пересказе" in client.get(paraphrased.get_permalink()).text


# The writing desk


def test_form_of_a_post_is_in_russian(sign_in, superuser, russian_post):
    text = words_of(sign_in(superuser).get(reverse("admin:blog_post_change", args=[russian_post.pk])))
    for label in ("Заголовок:", "Аннотация:", "Текст:", "Статус:", "Темы:", "Добавить дополнение", "Изменить запись"):
        assert label in text, label
    assert foreign_in(text) - NAMES_ON_THE_DESK == set()


@pytest.mark.parametrize("app", ["blog", "banners", "sidebar", "people"])
def test_lists_of_the_desk_are_in_russian(admin_client, russian_post, app):
    text = words_of(admin_client.get(reverse("admin:app_list", args=[app])))
    assert foreign_in(text) - {"admin"} == set()


def test_actions_say_in_russian_what_they_did(sign_in, author, draft):
    url = reverse("admin:blog_post_changelist")
    data = {"action": PostAdmin.actions[0], "_selected_action": draft.pk}
    text = sign_in(author).post(url, data, follow=True).text
    assert "«A draft»: опубликована." in text
    assert Post.objects.get(pk=draft.pk).is_published


def test_refusals_of_the_pipeline_are_in_russian(sign_in, author, draft):
    url = reverse("admin:blog_page_add")
    author.is_superuser = True
    author.save()
    text = sign_in(author).post(url, {"title": "О нас", "slug": "о-нас", "body": "[quote: нет]"}).text
    assert "Метка [quote: нет] не называет ни одной цитаты этого текста." in text
    text = sign_in(author).post(url, {"title": "О нас", "slug": "о-нас", "body": "я" * 600_000}).text
    assert "Этот текст занимает 1\xa0200\xa0000 байт, а допускается 1\xa0048\xa0576 (1 МБ)." in text


def test_time_of_a_scheduled_post_is_told_in_russian(sign_in, author, make_post):
    make_post("Будущее", published_at=MARCH.replace(year=3000))
    assert "Запланирована на 14 марта 3000, 09:26" in sign_in(author).get(reverse("admin:blog_post_changelist")).text
