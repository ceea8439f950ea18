"""Classic texts, blocks and shortcodes are read as WordPress shows them."""

import pytest

from transfer.importers.wordpress.attachments import Attachment, Attachments
from transfer.importers.wordpress.composing import compose_html
from transfer.rewriting import Notes, rewrite


def written(text, attachments=None):
    """Return the Markdown of a text, and what is said of it."""
    notes = Notes()
    html = compose_html(text, "1", Attachments() if attachments is None else attachments, notes)
    return rewrite(html, notes), " ".join(notes)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("One.\n\nTwo\nlines.", "One.\n\nTwo  \nlines."),
        ("One.<br><br>Two.<br />\nThree.", "One.\n\nTwo.  \nThree."),
        ("<p>One.</p>\n\nTwo.", "One.\n\nTwo."),
        ("<ul>\n<li>One</li>\n\n<li>Two</li>\n</ul>\nAfter.", "-   One\n-   Two\n\nAfter."),
        ("Before\n<blockquote>One.\n\nTwo.</blockquote>\nAfter.", "Before\n\n> One.\n>\n> Two.\n\nAfter."),
        ("<h2>Head</h2>\nOne.", "## Head\n\nOne."),
        ("<pre>a\n\n  b\n</pre>\nOne.", "```\na\n\n  b\n```\n\nOne."),
        ("<div>One.\n\nTwo.</div>", "One.\n\nTwo."),
        ('<a\nhref="https://a.example/">x</a>', "[x](https://a.example/)"),
        ("One.<!--more-->\n\nTwo.", "One.\n\nTwo."),
        ("<!-- wp:paragraph -->\n<p>One.</p>\n<!-- /wp:paragraph -->", "One."),
        ('<!-- wp:heading {"level":3} --><h3>A</h3><!-- /wp:heading -->\n\nOne.\n\nTwo.', "### A\n\nOne.\n\nTwo."),
        ("https://video.example/1\n\nOne.", "[https://video.example/1](https://video.example/1)\n\nOne."),
        ("[embed]https://video.example/1[/embed]", "[video.example/1](https://video.example/1)"),
        ("[youtube=https://www.youtube.com/watch?v=1]", "[youtube.com/watch?v=1](https://www.youtube.com/watch?v=1)"),
        ("[vimeo 123]", "[vimeo.com/123](https://vimeo.com/123)"),
        ('[video mp4="https://a.example/a.mp4"][/video]', "[a.example/a.mp4](https://a.example/a.mp4)"),
        ('[code lang="python"]a &lt; [b][/code]', "```python\na < [b]\n```"),
        ("[[gallery]] and [1] and [sic]", r"\[gallery] and \[1] and \[sic]"),
        (
            '[caption id="a" width="3" caption="Said"]<img src="/a.jpg" alt="A" />[/caption]\n\nOne.',
            '![A](/a.jpg "Said")\n\nOne.',
        ),
        ('[caption id="a"]<img src="/a.jpg" alt="A" /> Said[/caption]', '![A](/a.jpg "Said")'),
        ("<pre>[gallery]</pre>", "```\n[gallery]\n```"),
    ],
)
def test_text_is_written_as_it_was_shown(text, markdown):
    assert written(text)[0] == markdown


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[gallery]", "A gallery is left out"),
        ('[contact-form to="a"]x[/contact-form]', "The shortcode [contact-form] of a plugin stays as it is written."),
        ("<!-- wp:latest-posts /-->", "The block “latest-posts” shows what the site made anew each time"),
        ('<!-- wp:block {"ref":5} /-->', "A reusable block is kept elsewhere"),
        ("One.<!--nextpage-->Two.", "The pages of a text in several are one now."),
    ],
)
def test_what_is_lost_is_said(text, said):
    assert said in written(text)[1]


def test_gallery_without_numbers_shows_what_was_uploaded_to_the_post():
    attachments = Attachments()
    attachments._of["1"] = [Attachment("9", "https://a.example/a.jpg", "a.jpg", "A", "Said", "", 0)]  # noqa: SLF001
    assert written("[gallery columns=2]", attachments)[0] == '![A](https://a.example/a.jpg "Said")'
