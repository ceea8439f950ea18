"""WordPress's own export for testing themes comes over whole: counted by another parser, and compared text by text."""

import os
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from lxml import html as lxml_html

import markup
from blog.models import Page, Post, Tag
from transfer.importers.wordpress.attachments import Attachments
from transfer.importers.wordpress.composing import compose_html
from transfer.importers.wordpress.reading import Item, read
from transfer.models import Comment
from transfer.rewriting import Notes, rewrite

PATH = Path(os.environ.get("THEME_UNIT_TEST", "/nowhere"))
pytestmark = pytest.mark.skipif(
    not PATH.is_file(), reason="Set THEME_UNIT_TEST to the path of WordPress's theme unit test data (XML) to run this."
)
WP = "{https://wordpress.org/export/1.2/}"
FILED = {"category", "post_tag"}
_typography = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "})


@pytest.fixture(scope="module")
def counts():
    """Count what stands in the file without a line of the importer."""
    channel = ET.parse(PATH).getroot().find("channel")  # noqa: S314 - the file is WordPress's own
    items = channel.findall("item")
    kinds = Counter(item.findtext(f"{WP}post_type") for item in items)
    comments = [each for item in items for each in item.findall(f"{WP}comment")]
    names = [each.findtext(f"{WP}cat_name") for each in channel.findall(f"{WP}category")]
    names += [each.findtext(f"{WP}tag_name") for each in channel.findall(f"{WP}tag")]
    names += [each.text for item in items for each in item.findall("category") if each.get("domain") in FILED]
    approved = sum(comment.findtext(f"{WP}comment_approved") == "1" for comment in comments)
    return {"kinds": kinds, "comments": approved, "names": {name.strip() for name in names}}


@pytest.mark.django_db
def test_everything_is_carried_and_the_second_time_nothing(counts, capsys):
    call_command("import_wordpress", str(PATH))
    said = capsys.readouterr().out
    assert (Post.objects.count(), Page.objects.count()) == (counts["kinds"]["post"], counts["kinds"]["page"])
    assert Comment.objects.count() == counts["comments"]
    assert set(Tag.objects.values_list("name", flat=True)) == counts["names"]
    left = sum(int(number) for number in re.findall(r"(\d+) left behind: (?:pictures|attachments)", said))
    assert left == counts["kinds"]["attachment"]
    call_command("import_wordpress", str(PATH))
    again = capsys.readouterr().out
    assert f"{counts['kinds']['post']} post: here already, unchanged" in again
    assert "added" not in again


def words(html):
    text = markup.to_text(html).translate(_typography).replace("…", "...")
    # Where something was played there is a link now, which the report names.
    return re.sub(r"-+", "-", re.sub(r"wpthemetestdata\.files\.wordpress\.com/\S+", "", text)).split()


def test_every_text_shows_the_same_words_and_pictures():
    with PATH.open("rb") as file:
        items = [record for record in read(file) if isinstance(record, Item)]
    attachments = Attachments()
    for item in items:
        if item.kind == "attachment":
            attachments.add(item)
    for item in items:
        if item.kind in {"post", "page"}:
            html = compose_html(item.content, item.number, attachments, Notes())
            shown = markup.render(rewrite(html, Notes()), ids="body-").html
            assert "".join(words(shown)) == "".join(words(re.sub(r"(?s)<(video|audio).*?</\1>", " ", html))), item.title
            before, after = (lxml_html.fragment_fromstring(each, create_parent="div") for each in (html, shown))
            assert [e.get("src") for e in after.iter("img")] == [e.get("src") for e in before.iter("img")], item.title
