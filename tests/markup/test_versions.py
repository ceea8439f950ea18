"""Copies stand beside the links that have one, and nothing that an author writes looks like it."""

from datetime import UTC, datetime

import pytest

import markup
from markup import Version, add_versions

VERSION = Version("/captures/0123456789ab/", datetime(2026, 8, 3, tzinfo=UTC), "archived copy, 3 August 2026")
NAMED = (
    ' data-originalurl="https://a.example/" data-versionurl="/captures/0123456789ab/"'
    ' data-versiondate="2026-08-03T00:00:00+00:00"'
)
COPY = ' <a class="archived" href="/captures/0123456789ab/">archived copy, 3 August 2026</a>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](https://a.example/)", f'<p><a href="https://a.example/"{NAMED}>a</a>{COPY}</p>'),
        ("[a](https://b.example/)", '<p><a href="https://b.example/">a</a></p>'),
        (
            '<a title="> x" href="https://a.example/">*a*</a>.',
            f'<p><a title="&gt; x" href="https://a.example/"{NAMED}><em>a</em></a>{COPY}.</p>',
        ),
        ('<a title=" href=&quot;https://a.example/&quot;">a</a>', '<p><a title=" href=&quot;https://a.example/&quot;">a</a></p>'),
        ('`<a href="https://a.example/">`', '<p><code>&lt;a href="https://a.example/"&gt;</code></p>'),
    ],
)  # fmt: skip
def test_a_link_is_followed_by_its_copy(text, expected):
    assert add_versions(markup.render(text, ids="x-").html, {"https://a.example/": VERSION}) == expected


def test_the_copy_of_a_quotation_stands_behind_its_source():
    quote = markup.Quote("Words.", "A & B", "https://a.example/?a=1&b=2", key="a")
    html = add_versions(markup.render("", [quote], ids="x-").html, {"https://a.example/?a=1&b=2": VERSION})
    assert 'data-originalurl="https://a.example/?a=1&amp;b=2"' in html
    assert f"A &amp; B</a></cite>{COPY}</figcaption>" in html


def test_authors_cannot_write_copies_themselves():
    """P11"""
    forged = f'<a class="archived" href="https://a.example/"{NAMED}>archived copy</a>'
    assert markup.render(forged, ids="x-").html == '<p><a href="https://a.example/">archived copy</a></p>'


def test_what_a_copy_is_called_cannot_break_out():
    """P11"""
    odd = Version('"><script>', VERSION.at, "<script>")
    html = add_versions('<a href="https://a.example/">a</a>', {"https://a.example/": odd})
    assert "<script>" not in html
