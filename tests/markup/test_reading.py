"""Rendered HTML, read again: its words, headings, and what stands around a place."""

import pytest

from markup import Heading, count_words, cut_surroundings, find_headings, to_text

HTML = (
    '<p>One<br>two &amp; <img src="https://a.example/a.png" alt=""></p>\n'
    '<figure id="quote-a"><blockquote><p>Said.</p></blockquote></figure>\n<hr>\n<p>Last.</p>'
)


def test_surroundings_are_the_blocks_before_and_after():
    assert cut_surroundings(HTML, "quote-a") == HTML.removesuffix("\n<p>Last.</p>")


def test_surroundings_of_the_only_block_are_that_block():
    assert cut_surroundings('<div id="a">\n<p>x</p></div>', "a") == '<div id="a">\n<p>x</p></div>'


@pytest.mark.parametrize("html", ["", "Words alone", "<p>Words</p>"])
def test_what_is_not_there_has_no_surroundings(html):
    assert cut_surroundings(html, "quote-a") == ""


def test_words_are_counted_without_tags():
    assert count_words('<p class="a b c">Два слова</p>') == 2


def test_headings_are_found_with_their_level_anchor_and_words():
    html = '<h2 id="body-a">The <em>first</em> &amp; best</h2><p>Words.</p><h3 id="body-b">More</h3><h3>No anchor</h3>'
    assert find_headings(html) == [Heading(2, "body-a", "The first & best"), Heading(3, "body-b", "More")]


def test_text_parts_words_where_lines_end_and_nowhere_else():
    html = (
        "<p>One<br>two<em>s</em></p><figure><figcaption><b>Ivan</b>, <cite>TASS</cite>.</figcaption></figure><p>x</p>"
    )
    assert to_text(html, length=100) == "One twos Ivan, TASS. x"
