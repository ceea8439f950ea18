"""HTML becomes Markdown that renders the same: the same words, links and pictures, in the same order."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

import markup
from transfer.rewriting import Notes, rewrite

_typography = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "})


def rewritten(html):
    return rewrite(html, Notes())


def rendered(html):
    return markup.render(rewritten(html), ids="body-").html


def words(html):
    text = markup.to_text(html).translate(_typography).replace("…", "...")
    return re.sub(r"-+", "-", text).split()


def seen(html):
    """Return words, links and pictures of HTML."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    links = [link.get("href") for link in root.iter("a") if link.get("href")]
    return words(html), links, [image.get("src") for image in root.iter("img")]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One.</p><p>Two<br>lines.</p>", "One.\n\nTwo  \nlines."),
        ("<h2>On <em>it</em></h2>", "## On *it*"),
        ("<p><b>Bold</b> and <i> spaced </i>words</p>", "**Bold** and  *spaced* words"),
        ('<p><a href="https://a.example/">there</a></p>', "[there](https://a.example/)"),
        ('<p><a href="https://a.example/b (c)">x</a></p>', "[x](<https://a.example/b%20(c)>)"),
        ('<p><img src="/a.jpg" alt="A [b]"></p>', r"![A \[b\]](/a.jpg)"),
        ("<ul><li>One</li><li>Two<ul><li>Three</li></ul></li></ul>", "-   One\n-   Two\n    -   Three"),
        ('<ol start="3"><li>One</li><li>Two</li></ol>', "3.  One\n4.  Two"),
        ("<blockquote><p>One.</p><p>Two.</p></blockquote>", "> One.\n>\n> Two."),
        ('<pre><code class="language-python">a = `1`</code></pre>', "```python\na = `1`\n```"),
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>|</td></tr></table>",
            "| A | B |\n| --- | --- |\n| 1 | &#124; |",
        ),
        ('<figure><img src="/a.jpg" alt="A"><figcaption>Words</figcaption></figure>', '![A](/a.jpg "Words")'),
        (
            "<p>2 * 3 _ 4 [5] `6` &lt;b&gt; &amp;amp; snake_case</p>",
            r"2 \* 3 \_ 4 \[5] \`6\` &lt;b> &amp;amp; snake_case",
        ),
        ("<p># no</p><p>- no</p><p>1. no</p><p>&gt; no</p><p>=</p>", "\\# no\n\n\\- no\n\n1\\. no\n\n\\> no\n\n&#61;"),
        ("<p>H<sub>2</sub>O <del>no</del></p>", "H<sub>2</sub>O <del>no</del>"),
        ("<p></p><p>&nbsp;</p><!-- no -->", ""),
    ],
)
def test_html_is_written_as_people_would_write_it(html, markdown):
    assert rewritten(html) == markdown


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>a</li></ul><ul><li>b</li></ul><ol><li>c</li></ol>",
        "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>",
        "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>",
        "<ul><li>a<pre>b\n\nc</pre></li><li>d</li></ul>",
        "<blockquote><pre>a\n  b</pre></blockquote>",
        '<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table>',
        "<dl><dt>a</dt><dd>b</dd></dl>",
        '<a href="https://a.example/"><h2>a</h2><p>b</p></a>',
        '<p><a href="https://a.example/"><img src="/a.jpg" alt="b"></a> c</p>',
        "<figure><a href='/a'><img src='/a.jpg'></a><figcaption>b <a href='/c'>d</a></figcaption></figure>",
        "<b>a</b><b>b</b><i>c</i>d<em>e</em>",
        "<p><b><i>a</i> b</b> <i>c <b>d</b></i> <b>*e*</b></p>",
        "<p><b>a<br><br>b</b></p>",
        "<p>a {: .b } [TOC] *[c]: d [^1]: e :: f</p>",
        "<p>a | b<br>--|--<br>c | d</p>",
        "<p>~~~<br>```<br>===<br>---<br>: a<br>    b</p>",
        "<pre>```\na</pre>",
        "<p><code>`a`</code> <code></code> <tt>b*c*</tt></p>",
        "<p>[quote: a]</p><p>::: update 1</p>",
        "<div>a<p>b</p>c <span><p>e</p>f</span> g</div>",
        "<h2>a<br>b</h2><h3>c #</h3><h4></h4>",
        "<p>a&amp;lt;b &amp;copy; \\ \\* c</p>",
        "<center><font color=red>a</font></center>",
        "<details><summary>a</summary><p>b</p></details>",
        "<p>a<b>b <a href='https://a.example/?x=1&amp;y=2'>c]d</a></b></p>",
    ],
)
def test_what_is_seen_is_the_same(html):
    assert seen(rendered(html)) == seen(html)


@given(st.text(alphabet="ab *_`[]()<>&#+-=|~:!\\{}.1\n\"'", max_size=60))
def test_any_text_is_the_same_words(text):
    root = lxml_html.Element("p")
    root.text = text
    html = lxml_html.tostring(root, encoding="unicode")
    assert "".join(words(rendered(html))) == "".join(words(html))


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<script>alert(1)</script><p>a</p>", "<script> is left out"),
        (
            '<iframe src="https://video.example/1"></iframe>',
            "What <iframe> showed is a link now: https://video.example/1",
        ),
        ('<p><a href="javascript:alert(1)">a</a></p>', "A link with an address that is not of the web"),
        ('<p><img src="data:image/png;base64,xx" alt="a"></p>', "A picture without an address"),
        ('<p style="color: red">a</p>', "Colour, size or alignment"),
    ],
)
def test_what_is_lost_is_said(html, said):
    """P11"""
    notes = Notes()
    markdown = rewrite(html, notes)
    assert said in " ".join(notes)
    assert "alert" not in markup.render(markdown, ids="body-").html


def test_html_of_any_depth_is_read():
    deep = "<div>" * 5000 + "words" + "</div>" * 5000
    assert "words" in rewritten(deep)
    assert "words" in rewritten("<b>" * 5000 + "words")
    assert "words" in rewritten("<blockquote>" * 5000 + "words")
