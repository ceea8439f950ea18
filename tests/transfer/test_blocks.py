"""A text in HTML is cut into blocks."""

import pytest

from transfer.blocks import part_paragraph, split_html


def kinds(html):
    return [block.kind.value for block in split_html(html)]


def texts(html):
    return [block.text for block in split_html(html)]


def test_each_element_is_a_block_of_its_kind():
    html = (
        "<h2>Head</h2><p>Text</p><blockquote>Words</blockquote><ul><li>One<li>Two</ul><pre>code</pre><table><tr><td>1"
        "</table><p><img src=x></p><hr><figure><img src=x></figure><form></form>"
    )
    assert kinds(html) == [
        "heading", "paragraph", "quote", "list", "code", "table", "figure", "rule", "figure", "other"
    ]  # fmt: skip


def test_wrappers_are_opened_and_their_class_is_kept():
    blocks = split_html(
        '<div class="post"><section><div class="update"><p>a</p></div></section><center>b</center></div>'
    )
    assert [(block.text, block.within) for block in blocks] == [("a", "update"), ("b", "post")]


@pytest.mark.parametrize(
    "html",
    [
        "one<br><br>two",
        "<p>one<br/> <br/>two</p>",
        "<span style='x'>one<br /><br />two</span>",
        "<div><b>one<br><br></b>two</div>",
        "<p>one<blockquote></blockquote>two",
        "one<p>two",
    ],
)
def test_loose_text_and_two_line_breaks_make_paragraphs(html):
    assert [text for text in texts(html) if text] == ["one", "two"]


def test_an_element_that_is_cut_through_is_closed_and_opened_again():
    blocks = split_html('<p class="x"><b>one <i>a<br><br>b</i></b> two</p>')
    assert [block.html for block in blocks] == [
        '<p class="x"><b>one <i>a</i></b></p>',
        '<p class="x"><b><i>b</i></b> two</p>',
    ]


def test_text_has_a_line_for_each_that_is_seen():
    assert texts("<blockquote>one  two<br>three<p>four</blockquote>") == ["one two\nthree\nfour"]


def test_signs_alone_are_a_rule():
    assert kinds("<p>* * *</p><p>---</p><p>—</p><p>!</p>") == ["rule", "rule", "rule", "paragraph"]


def test_a_quote_gives_its_address_also_inside_of_a_figure():
    html = '<figure><blockquote cite="http://a.example/">x</blockquote><figcaption>A</figcaption></figure>'
    assert [(block.kind, block.cite) for block in split_html(html)] == [("quote", "http://a.example/")]
    assert kinds('<figure class="wp-block-pullquote"><blockquote>x</blockquote></figure>') == ["figure"]


def test_what_means_something_around_blocks_stays_around_them():
    assert [block.html for block in split_html("<del><p>x</p></del>")] == ["<del><p>x</p></del>"]


def test_comments_and_empty_paragraphs_are_left_out():
    assert texts("<p>&nbsp;</p><!-- more --><p>a</p><p><b></b></p>") == ["a"]


def test_what_nests_too_deeply_stays_one_block():
    assert kinds("<div>" * 3000 + "x") == ["other"]


def test_a_paragraph_is_parted_at_its_lines():
    (block,) = split_html("<p>one<br><b>two<br>three</b></p>")
    assert [part.html for part in part_paragraph(block, {2})] == ["<p>one<br><b>two</b></p>", "<p><b>three</b></p>"]
