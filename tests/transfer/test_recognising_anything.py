"""Whatever stands in a post: recognising it loses and raises nothing, and takes time in proportion (P19)."""

import re
from datetime import UTC, datetime
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transfer.blocks import split_html
from transfer.recognising import recognise

AT = datetime(2006, 5, 4, 12, tzinfo=UTC)
PIECES = (
    "<p>", "</p>", "<b>", "</b>", "<i>", "</em>", "<br>", "<br /><br />", "<blockquote>", "</blockquote>",
    "<hr>", "<h3>", '<blockquote cite="http://a.example/x">', '<blockquote cite="x">', "<div class=update>",
    "</div>", "</h3>", "<ul><li>", "</ul>", '<a href="http://b.example/">', "</a>", "<cite>", "</cite>",
    "<pre>", "</pre>", "<table><tr><td>", "</table>", "<!-- x -->", "&amp;", "&#0;", "&nbsp;", "\n", "UPDATE:",
    "Update 2 (3 May, 5pm):", "UPD.", "Nachtrag vom 30.2.:", "MAJ 25h99 :", "[Edit", "]", "Correction",
    "MORE: ", " — ", "The Herald writes:", "Source: ", "(via ", ")", "“", "”", "«Город» сообщает:",
    "Ann Lee said.", "He adds:", "…", ".", " word ", "\x00", "\ud800",
)  # fmt: skip
posts = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join)


def letters(text):
    return re.sub(r"\s", "", text)


@given(html=posts, language=st.sampled_from(["en", "ru", "de", "fr", "pt-br", ""]))
@settings(max_examples=200, deadline=None)
def test_nothing_is_lost_and_nothing_turned_around(html, language):
    blocks = split_html(html)
    recognised = recognise(blocks, published_at=AT, language=language)
    known = [letters(block.text) for block in blocks]
    rest = iter(letters("".join(block.text for block in recognised.body)))
    parts = [letters("".join(block.text for block in update.blocks)) for update in recognised.updates]
    # Every update stands in the text as it is; what is around them is the body, in order.
    text = "".join(known)
    at = 0
    for part in parts:
        start = text.index(part, at)
        assert "".join(next(rest) for _ in range(start - at)) == text[at:start]
        at = start + len(part)
    assert "".join(rest) == text[at:]
    for update in recognised.updates:
        assert 0 < update.confidence <= 1
        assert update.published_at is None or update.published_at >= AT
    for quotation in recognised.quotations:
        owner = recognised.body if quotation.update is None else recognised.updates[quotation.update].blocks
        assert owner[quotation.at].kind == "quote"
        assert quotation.at + quotation.covers <= len(owner)
        assert quotation.source
        assert quotation.words.text


@given(
    st.lists(st.sampled_from([piece for piece in PIECES if piece.startswith("<") and "!" not in piece]), max_size=30)
)
@settings(max_examples=150, deadline=None)
def test_no_word_is_lost_whatever_tags_stand_around_it(tags):
    words = [f"w{number}" for number in range(len(tags))]
    blocks = split_html("".join(tag + word for tag, word in zip(tags, words, strict=True)))
    assert letters("".join(block.text for block in blocks)) == "".join(words)


@pytest.mark.parametrize(
    "unit",
    [
        "[", "<b>", "<p>UPDATE: x", "UPDATE<br>", "1.1.1", "11:11:", "A ", "A.", "(", '"a b c d ', "late late ",
        "the The ", "Update, ", "<i>a<br><br>", "<cite>x ",
        '<blockquote>x</blockquote><p>The Daily News writes <a href="http://a.example/">A</a>:',
    ],
)  # fmt: skip
def test_a_hundred_kilobytes_take_less_than_a_second(unit):
    third = unit * (33_000 // len(unit))
    html = f"<p>{third}:</p><blockquote>{third}</blockquote>{third}"
    started = process_time()
    recognise(split_html(html), published_at=AT, language="en")
    assert process_time() - started < 1
