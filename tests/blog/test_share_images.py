"""Share images: drawn once, for what can be read, and for nothing else."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings as site_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from blog import drawing, publishing, share_images
from blog.drawing import Card
from blog.models import SiteSettings
from tests.blog.machines import meta
from tests.blog.moments import MARCH

SITE = "http://testserver"
CARD = Card("Gas & pipes", "Anna Weiss · 14 March 2009", "Siberian Light")


def address_of(client, post):
    return meta(client.get(post.get_absolute_url()).text)["og:image"].removeprefix(SITE)


@pytest.fixture
def drawn(monkeypatch):
    """Note each image that is drawn."""
    cards, draw = [], drawing.draw

    def note(card):
        cards.append(card)
        return draw(card)

    monkeypatch.setattr(drawing, "draw", note)
    return cards


def opened(content):
    image = Image.open(BytesIO(content))
    image.load()
    return image


def test_image_of_a_post_says_title_author_date_and_site(client, make_post, drawn):
    post = make_post("Gas & pipes", published_at=MARCH)
    response = client.get(address_of(client, post))
    assert drawn == [CARD]
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert opened(response.content).size == (1200, 630)


def test_image_of_a_quotation_says_words_speaker_and_source(client, post, make_quotation, drawn):
    quotation = make_quotation(post, "So they *said*.", speaker="Ivan")
    make_quotation(post, "The sense.", is_paraphrase=True)
    site = SiteSettings()
    for said in post.quotations.all():
        assert client.get(share_images.picture_of_quotation(said, site)["url"]).status_code == 200
    assert drawn == [
        Card("“So they said.”", "Ivan · Reuters", "Siberian Light", is_quotation=True),
        Card("The sense.", "Reuters · paraphrased", "Siberian Light", is_quotation=True),
    ]
    assert quotation.key in share_images.picture_of_quotation(quotation, site)["url"]


def test_image_is_drawn_once(client, post, drawn):
    address = address_of(client, post)
    first, second = client.get(address), client.get(address)
    assert first.content == second.content
    assert len(drawn) == 1


def test_image_that_many_ask_for_at_once_is_drawn_once(drawn):
    with ThreadPoolExecutor(5) as pool:
        images = set(pool.map(share_images.load, [CARD] * 5))
    assert (len(images), len(drawn)) == (1, 1)
    assert len(default_storage.listdir("share")[1]) == 1


def test_image_that_another_process_stored_meanwhile_is_stored_once(monkeypatch):
    draw = drawing.draw

    def draw_beside_another(card):
        default_storage.save(share_images.name_of(card), ContentFile(draw(card)))
        return draw(card)

    monkeypatch.setattr(drawing, "draw", draw_beside_another)
    assert share_images.load(CARD) == draw(CARD)
    assert len(default_storage.listdir("share")[1]) == 1


def test_image_that_cannot_be_kept_is_shown(settings, tmp_path):
    """P25"""
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.MEDIA_ROOT.write_text("no folder")
    assert opened(share_images.load(CARD)).size == (1200, 630)


def test_image_that_was_stored_in_part_is_drawn_again(drawn):
    image = share_images.load(CARD)
    with default_storage.open(share_images.name_of(CARD), "wb") as file:
        file.write(image[:1000])
    assert [share_images.load(CARD), share_images.load(CARD)] == [image, image]
    assert len(drawn) == 2


def test_address_changes_with_what_is_drawn(client, make_post, author):
    post = make_post(published_at=MARCH)
    addresses = {address_of(client, post)}
    SiteSettings(name="Northern Light").save()
    addresses.add(address_of(client, post))
    author.public_name = "Vera Lind"
    author.save()
    addresses.add(address_of(client, post))
    post.title = "Another"
    post.save()
    publishing.record(post, by=author)
    addresses.add(address_of(client, post))
    assert len(addresses) == 4


def test_address_that_says_something_else_leads_to_the_present_image(client, post, drawn):
    present = address_of(client, post)
    response = client.get(re.sub("[0-9a-f]{16}", "0" * 16, present))
    assert (response.status_code, response.headers["Location"]) == (302, present)
    assert response.headers["Cache-Control"] == "max-age=0"
    assert drawn == []


def test_image_moves_with_its_post(client, make_post, author):
    """P10"""
    post = make_post(published_at=MARCH)
    former = address_of(client, post)
    post.slug = "moved"
    post.save()
    publishing.record(post, by=author)
    response = client.get(former)
    assert (response.status_code, response.headers["Location"]) == (301, address_of(client, post))


def test_image_of_a_withdrawn_post_is_gone_and_its_file_cannot_be_had(client, post, author, make_quotation):
    """P1"""
    said = share_images.picture_of_quotation(make_quotation(post), SiteSettings())["url"].removeprefix(SITE)
    addresses = [address_of(client, post), said]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    publishing.withdraw(post, by=author)
    assert [client.get(address).status_code for address in addresses] == [410, 410]
    for address in addresses:
        digest = re.search("[0-9a-f]{16}", address)[0]
        assert client.get(f"{site_settings.MEDIA_URL}share/{digest}.png").status_code == 404


@pytest.mark.parametrize("status", ["draft", "published"])
def test_image_of_an_unpublished_post_is_not_found(client, make_post, drawn, status):
    """P1"""
    post = make_post(status=status, published_at=timezone.now() + timedelta(days=1))
    address = share_images.picture_of_post(post, SiteSettings())["url"]
    assert client.get(address).status_code == 404
    assert drawn == []


def test_image_of_a_quotation_in_a_scheduled_update_is_not_found(client, post, author, make_quotation, drawn):
    """P1"""
    update = publishing.add_update(post, by=author, body="More.", at=timezone.now() + timedelta(days=1))
    said = make_quotation(post, update=update)
    assert client.get(share_images.picture_of_quotation(said, SiteSettings())["url"]).status_code == 404
    assert drawn == []


@pytest.mark.parametrize(
    "path", ["/2009/03/no/share-0123456789abcdef.png", "/share-x.png", "/2009/03/a-title/quote-no-0123456789abcdef.png"]
)
def test_image_of_nothing_is_not_found(client, make_post, path):
    make_post(published_at=MARCH)
    assert client.get(path).status_code == 404


def test_image_costs_as_much_for_three_as_for_one(client, post, make_quotation, django_assert_num_queries):
    """P22"""
    for number in range(3):
        address = share_images.picture_of_quotation(make_quotation(post, key=f"key-{number}"), SiteSettings())["url"]
        with django_assert_num_queries(4):  # edition, settings, post with its author, quotation with its source
            assert client.get(address).status_code == 200


# Drawing


@pytest.mark.parametrize(
    "words",
    ["Oil", "Сибирь без дорог: почему «Сила Сибири» не строится", "A long title " * 15, "W" * 200, "", "\x0b", "中 🙂"],
)
@pytest.mark.parametrize("is_quotation", [False, True])
def test_words_of_any_length_stay_within_the_margins(words, is_quotation):
    image = opened(drawing.draw(Card(words, "A very long name " * 20, "Siberian Light", is_quotation))).convert("L")
    dark = image.point(lambda light: 255 * (light < 200)).crop((0, 20, drawing.WIDTH, drawing.HEIGHT)).getbbox()
    assert dark[0] >= 60
    assert dark[2] <= drawing.WIDTH - 60
    assert dark[3] <= drawing.HEIGHT - 40


def test_letters_are_drawn_where_the_serif_is_not_installed(monkeypatch):
    def missing(package):
        raise ModuleNotFoundError(package)

    drawing._font.cache_clear()  # noqa: SLF001
    monkeypatch.setattr(drawing, "files", missing)
    try:
        assert opened(drawing.draw(CARD)).size == (1200, 630)
    finally:
        drawing._font.cache_clear()  # noqa: SLF001
