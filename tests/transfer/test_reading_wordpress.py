"""Exports of WordPress are read, whatever has become of them on the way."""

import codecs
import tracemalloc
from datetime import UTC, datetime
from io import BytesIO

import pytest

from tests.transfer.exports import END, START, category, comment, export, filed, item
from transfer.importers.refusing import UnreadableFile
from transfer.importers.wordpress.reading import Author, Comment, Item, Term, Unreadable, read


def records(text, kind=None, encoding="utf-8"):
    found = list(read(BytesIO(text if isinstance(text, bytes) else text.encode(encoding))))
    return [record for record in found if kind is None or isinstance(record, kind)]


def only_item(text, encoding="utf-8"):
    (found,) = records(text, Item, encoding)
    return found


def refusal(text):
    with pytest.raises(UnreadableFile) as refused:
        records(text)
    return str(refused.value)


def test_item_is_read_with_all_that_is_in_it():
    more = filed("war", "War") + filed("gas", "Gas", "post_tag") + comment(7, "No.", parent=3)
    more += "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>9</wp:meta_value></wp:postmeta>"
    found = only_item(export(item(5, "Title", "One.\n\nTwo.", more=more, post_name="%d0%b3%d0%b0%d0%b7")))
    assert (found.number, found.title, found.content, found.slug) == ("5", "Title", "One.\n\nTwo.", "газ")
    assert (found.at, found.local_at) == (datetime(2009, 3, 14, 9, tzinfo=UTC), datetime(2009, 3, 14, 12))  # noqa: DTZ001
    assert found.terms == [Term("category", "war", "War"), Term("post_tag", "gas", "Gas")]
    assert found.meta == {"_thumbnail_id": "9"}
    at = datetime(2009, 3, 15, 7, tzinfo=UTC)
    assert found.comments == [Comment("7", "Reader 7", "", at, "No.", "1", "comment", "3")]


def test_authors_and_categories_are_read():
    text = export(category("east", "East", "world"))
    assert records(text, Author) == [Author("ivan", "Ivan Petrov", "1")]
    assert records(text, Term) == [Term("category", "east", "East", "world", "", "4")]


def test_categories_of_the_first_version_stand_there_twice():
    more = (
        "<category><![CDATA[War]]></category>"
        + filed("war", "War")
        + '<category domain="tag"><![CDATA[Gas]]></category>'
    )
    found = only_item(export(item(more=more)).replace("export/1.2/", "export/1.0/"))
    assert found.terms == [Term("category", "war", "War"), Term("post_tag", "", "Gas")]


@pytest.mark.parametrize(
    "text",
    [
        export(item(title="Käse")).encode(),
        b"\n\n  " + export(item(title="Käse")).encode(),
        codecs.BOM_UTF8 + b"\n" + export(item(title="Käse")).encode(),
        export(item(title="Käse")).encode("utf-16"),
        export(item(title="Käse")).replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        export(item(title="Käse")).replace("UTF-8", "ISO-8859-1").encode(),
        export(item(title="Käse")).encode("cp1252"),
        export(item(title="Käse")).replace("UTF-8", "no-such-thing").encode(),
        export(item(title="K\x08ä\x1fse\x00")).encode(),
        export(item(title="Käse")).replace("\n", "\r\n").encode(),
        export(item(title="Käse")).replace("<![CDATA[Käse]]>", "K&auml;se").encode(),
    ],
)
def test_title_is_read_whatever_the_bytes(text):
    assert only_item(text).title == "Käse"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_cyrillic_is_read_as_the_file_says(encoding):
    text = export(item(title="Газ и Ёж", content="Рё Сёстры")).replace("UTF-8", encoding)
    assert only_item(text, encoding).title == "Газ и Ёж"


@pytest.mark.parametrize(
    ("element", "title"),
    [
        (item().replace("<![CDATA[A title]]>", "Tom & Jerry &nosuch; &#38;"), "Tom & Jerry &nosuch; &"),
        (item(title="a]]]]><![CDATA[>b"), "a]]>b"),
        (item(title="<em>A</em> &amp; B"), "<em>A</em> &amp; B"),
        (item().replace("<![CDATA[A title]]>", "A <b>title"), "A title"),
        (item().replace("<wp:post_id>", "<odd:thing odd:at='1'/><wp:post_id>"), "A title"),
        (item(content="</item> <item> <!-- ]] -->"), "A title"),
    ],
)
def test_odd_elements_are_read(element, title):
    assert only_item(export(element)).title.startswith(title)


def test_element_that_is_broken_spoils_no_other():
    broken = item(2).replace("</guid>", "</guide>")
    found = records(export(item(1), broken, item(3)), Item)
    assert [each.number for each in found if each.is_well_formed] == ["1", "3"]
    assert records(export("<item>&#0;<</item>", item(3)), Unreadable | Item)[-1].number == "3"


def test_what_is_missing_is_empty():
    found = only_item(export("<item></item>"))
    assert (found.title, found.number, found.at, found.comments, found.kind) == ("", "", None, [], "post")


@pytest.mark.parametrize("date", ["0000-00-00 00:00:00", "", "2009-13-45 00:00:00", "yesterday"])
def test_date_that_never_was_is_none(date):
    assert only_item(export(item(post_date=date, post_date_gmt=date))).at is None


def test_date_of_the_feed_is_taken_where_there_is_no_other():
    text = export(item(post_date_gmt="0000-00-00 00:00:00", more="<pubDate>Sat, 14 Mar 2009 09:00:00 +0000</pubDate>"))
    assert only_item(text).at == datetime(2009, 3, 14, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "The file is empty."),
        (b" \n ", "The file is empty."),
        (b"PK\x03\x04rest", "This is a zip archive."),
        (b"\x1f\x8brest", "This is a gzip archive."),
        ("Dear diary, today I wrote.", "there is no XML in it"),
        ("<!DOCTYPE html><html><body>", "This is a web page"),
        ("<html><body>", "This is a web page"),
        ("<feed><entry/></feed>", "it begins with <feed>"),
        (export(item())[:-40], "breaks off"),
        (export(item(), end=""), "breaks off in line"),
        (START + "<item><title><![CDATA[never closed</title></item>" + END, "<item>, which begins in line"),
    ],
)
def test_what_is_no_export_is_said_to_be_what_it_is(text, message):
    assert message in refusal(text)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1/evil.dtd">',
    ],
)
def test_export_with_a_dtd_is_not_read(declaration):
    """P16"""
    text = export(item(title="&file;&b;")).replace("<rss ", f"{declaration}<rss ", 1)
    assert "declares a document type" in refusal(text)


def test_what_stood_before_the_end_of_a_truncated_file_is_read():
    """P8"""
    numbers = []
    with pytest.raises(UnreadableFile):
        for record in read(BytesIO(export(item(1), item(2))[:-200].encode())):
            numbers += [record.number] if isinstance(record, Item) else []
    assert numbers == ["1"]


def test_memory_does_not_grow_with_the_file(tmp_path):
    """P21"""
    path = tmp_path / "export.xml"
    with path.open("w") as file:
        file.write(START)
        for number in range(200):
            file.write(item(number, content="word " * 20_000))
        file.write(END)
    tracemalloc.start()
    with path.open("rb") as file:
        assert sum(isinstance(record, Item) for record in read(file)) == 200
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < path.stat().st_size / 2
