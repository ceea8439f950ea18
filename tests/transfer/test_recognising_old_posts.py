"""Updates and quotations of old posts are recognised, on posts that are labelled, and detail by detail."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.transfer.labelled import HELD_BACK, TUNING, compare, read_posts
from transfer.blocks import split_html
from transfer.recognising import recognise

AT = datetime(2006, 1, 15, 18, 30, tzinfo=ZoneInfo("America/New_York"))
BODY = "<p>What was said at first, in a sentence or two, about what had happened.</p>"


def read(html, language="en"):
    return recognise(split_html(BODY + html), published_at=AT, language=language)


@pytest.fixture(scope="module")
def scores():
    return compare([post for path in [*TUNING, HELD_BACK] for post in read_posts(path)])


@pytest.mark.parametrize("thing", ["updates", "quotations"])
def test_enough_is_recognised_and_little_is_wrong(scores, thing):
    assert scores[thing].labelled > 100
    assert scores[thing].precision >= 0.97
    assert scores[thing].recall >= 0.9


@pytest.mark.parametrize(
    ("language", "html", "kind"),
    [
        ("en", "<p><b>UPDATE:</b> More.</p>", "update"),
        ("en", "<p>[Update: More.]</p>", "update"),
        ("en", "<p>EDIT 2 - more</p>", "update"),
        ("en", "<h3>Update</h3><p>More.</p>", "update"),
        ("en", "<p>Correction: less.</p>", "correction"),
        ("en", "<p><i>Clarification, Jan. 16: same.</i></p>", "clarification"),
        ("de", "<p>Nachtrag vom 16.1.: Mehr.</p>", "update"),
        ("de", "<p><b>Richtigstellung</b> Weniger.</p>", "correction"),
        ("fr", "<p>Mise à jour (16 janvier) : plus.</p>", "update"),
        ("fr", "<p>Rectificatif : moins.</p>", "correction"),
        ("ru", "<p>UPD. Ещё.</p>", "update"),
        ("ru", "<p>Уточнение: то же.</p>", "clarification"),
    ],
)
def test_a_label_opens_an_update(language, html, kind):
    recognised = read(html, language)
    assert [update.kind for update in recognised.updates] == [kind]
    assert len(recognised.body) == 1


@pytest.mark.parametrize(
    "html",
    [
        "<p>Update your software today.</p>",
        "<p>Editor's pick: the red one.</p>",
        "<p>Corrections officers said: no.</p>",
        "<p>Edit menu: gone.</p>",
        "<p>UPDATED BELOW</p>",
        "<p>ETA: 9:15, says the board.</p>",
        "<h3>Update: new maps</h3><p>Ten.</p><h3>Version 1.2</h3><p>Faster.</p>",
        "<h3>Update 3.2</h3><p>Faster.</p>",
        "<ul><li>UPDATE: no</li></ul>",
        "<p>Time: ten.<br>Edit: eleven.<br>Cool: twelve.</p>",
    ],
)
def test_other_words_open_none(html):
    assert not read(html).updates


@pytest.mark.parametrize(
    ("label", "at"),
    [
        ("UPDATE", None),
        ("UPDATE (7:05 pm)", "2006-01-15T19:05-05:00"),
        ("UPDATE 7:05", "2006-01-15T19:05-05:00"),
        ("UPDATE 1:10 AM", "2006-01-16T01:10-05:00"),
        ("UPDATE 2 (Jan. 17, 9 a.m. PST)", "2006-01-17T12:00-05:00"),
        ("UPDATE 23:45 UTC", "2006-01-15T18:45-05:00"),
        ("UPDATE 1/17/06", "2006-01-17T00:00-05:00"),
        ("UPDATE 17.1.2006", "2006-01-17T00:00-05:00"),
        ("UPDATE Tuesday", "2006-01-17T00:00-05:00"),
        ("UPDATE January 3", "2007-01-03T00:00-05:00"),
        ("UPDATE January 15", "2006-01-15T18:30-05:00"),
        ("UPDATE January 14, 2006", None),
        ("UPDATE January 32", None),
    ],
)
def test_the_time_of_an_update_is_that_of_its_label(label, at):
    (update,) = read(f"<p><b>{label}:</b> More.</p>").updates
    assert update.published_at == (at and datetime.fromisoformat(at))


def test_the_words_of_an_update_are_without_its_label():
    update, other = read('<p>[<b>UPDATE:</b> <a href="/x">More</a>.]</p><h3>Update 2</h3><p>Most.</p>').updates
    assert [block.html for block in update.words] == ['<p><a href="/x">More</a>.</p>']
    assert [block.html for block in update.blocks] == ['<p>[<b>UPDATE:</b> <a href="/x">More</a>.]</p>']
    assert [block.html for block in other.words] == ["<p>Most.</p>"]
    assert (update.label, other.label) == ("UPDATE", "Update 2")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("[Update] More.", "Update"),
        ("UPDATE (6:05 p.m.): More.", "UPDATE (6:05 p.m.)"),
        ("(Update, 17.1.2006) More.", "Update, 17.1.2006"),
        ("UPDATED to fix the link.", "UPDATED"),
        ("[MORE] [UPDATE 2] Most.", None),
    ],
)
def test_a_label_is_told_as_it_was_written(text, label):
    assert [update.label for update in read(f"<p>{text}</p>").updates] == ([label] if label else [])


def test_a_paragraph_is_parted_where_a_label_begins_a_line():
    recognised = read("<p>Text.<br>UPDATE: More.<br>Much more.</p>")
    assert [block.text for block in recognised.body[1:]] == ["Text."]
    assert [block.text for block in recognised.updates[0].blocks] == ["UPDATE: More.\nMuch more."]


def test_an_update_goes_on_to_the_next_or_to_where_the_text_returns():
    recognised = read("<p>UPDATE: a</p><p>b</p><p>UPDATE 2: c</p><p>d</p><hr><p>Text.</p>")
    assert [[block.text for block in update.words] for update in recognised.updates] == [["a", "b"], ["c", "d"]]
    assert recognised.body[-1].text == "Text."


def test_a_post_that_is_all_update_is_a_post():
    recognised = recognise(split_html("<p>UPDATE: a</p><p>UPDATE 2: b</p>"), published_at=AT, language="en")
    assert [block.text for block in recognised.body] == ["UPDATE: a"]


LINK = '<a href="http://www.herald.example/1">'


@pytest.mark.parametrize(
    ("html", "speaker", "source", "link"),
    [
        (f"<p>The {LINK}Herald</a> reports:</p><blockquote>W</blockquote>", "", "Herald", True),
        (f"<p>Ann Lee told the {LINK}Herald</a>:</p><blockquote>W</blockquote>", "Ann Lee", "Herald", True),
        (f"<p>Ann Lee {LINK}writes</a>:</p><blockquote>W</blockquote>", "Ann Lee", "herald.example", True),
        (f"<blockquote>W<br>— Ann Lee, {LINK}Herald</a></blockquote>", "Ann Lee", "Herald", True),
        (f"<blockquote><p>W</p><cite>{LINK}Herald</a></cite></blockquote>", "", "Herald", True),
        (f"<blockquote>W</blockquote><p>(Source: {LINK}Herald</a>)</p>", "", "Herald", True),
        ('<blockquote cite="http://www.herald.example/1">W</blockquote>', "", "herald.example", True),
        ("<blockquote>W<br>— Ann Lee, The Herald</blockquote>", "Ann Lee", "Herald", False),
        ("<p>The <i>Herald</i> writes:</p><blockquote>W</blockquote>", "", "Herald", False),
        (f"<p>schreibt {LINK}Der Bote</a>:</p><blockquote>W</blockquote>", "", "Der Bote", True),
        (f"<p>сообщает {LINK}«Вестник»</a>:</p><blockquote>W</blockquote>", "", "Вестник", True),
    ],
)
def test_the_source_of_a_quotation_is_found(html, speaker, source, link):
    (quotation,) = read(html).quotations
    assert (quotation.speaker, quotation.source) == (speaker, source)
    assert quotation.link == ("http://www.herald.example/1" if link else "")
    assert quotation.words.text == "W"


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote>Do not boil it.</blockquote>",
        "<p>My poem:</p><blockquote>Roses are red,<br>violets are not.</blockquote>",
        f"<p>As I wrote {LINK}here</a>:</p><blockquote>W</blockquote>",
        "<p>A reader writes:</p><blockquote>W</blockquote>",
        f"<p>Then {LINK}this</a>.</p><p>The sign said:</p><blockquote>W</blockquote>",
        f"<p>From the {LINK}guide</a>:</p><blockquote><code>make</code></blockquote>",
        '<p>It says <a href="/own">here</a>:</p><blockquote>W</blockquote>',
        "<blockquote>— Why?<br>— Because we stand.</blockquote>",
    ],
)
def test_a_quote_without_a_source_stays_as_it_is(html):
    assert not read(html).quotations


def test_where_a_quotation_stands_is_told():
    html = f"<blockquote>W</blockquote><p>— {LINK}Herald</a></p>"
    recognised = read(f"{html}<p>UPDATE: The {LINK}Herald</a> adds:</p><blockquote>V</blockquote>{html}")
    assert [(one.update, one.at, one.covers) for one in recognised.quotations] == [
        (None, 1, 2),
        (0, 1, 1),
        (0, 2, 2),
    ]


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("yesterday", date(2006, 1, 14)),
        ("on Friday", date(2006, 1, 13)),
        ("on January 3", date(2006, 1, 3)),
        ("on March 3", date(2005, 3, 3)),
        ("once", None),
    ],
)
def test_a_quotation_was_said_on_a_day_up_to_that_of_the_post(when, day):
    (quotation,) = read(f"<p>The {LINK}Herald</a> wrote {when}:</p><blockquote>W</blockquote>").quotations
    assert quotation.said_on == day


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("The end of the road is in the hands of the few.", ""),
        ("Der Weg ist das Ziel, und die Reise ist nicht lang.", "de"),
        ("Дорогу осилит идущий.", "ru"),
        ('<p lang="it">Chi va piano.</p>', "it"),
    ],
)
def test_words_in_another_language_are_told(words, language):
    (quotation,) = read(f"<p>The {LINK}Herald</a> says:</p><blockquote>{words}</blockquote>").quotations
    assert quotation.language == language


def test_what_is_surer_has_more_confidence():
    colon, none = (
        read(f"<p>The {LINK}Herald</a> says it{sign}</p><blockquote>W</blockquote>").quotations[0] for sign in ":."
    )
    assert 1 >= colon.confidence > none.confidence > 0.5
    assert colon.reason == "The sentence before links to the source."


def test_a_time_in_utc_is_aware_as_well():
    recognised = recognise(
        split_html(f"{BODY}<p>UPDATE 20:15: x</p>"), published_at=datetime(2006, 1, 15, tzinfo=UTC), language="de"
    )
    assert recognised.updates[0].published_at == datetime(2006, 1, 15, 20, 15, tzinfo=UTC)
