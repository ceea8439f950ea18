from datetime import date

import pytest

from markup import Labels, Quote, Unrenderable, render, to_text

REUTERS = Quote(key="reuters", text="The talks go on.", source="Reuters", link="https://www.reuters.com/1")
TASS = Quote(key="tass", text="The talks are over.", source="TASS", link="https://tass.example/2")
REUTERS_FIGURE = (
    '<figure class="quotation h-cite" id="quote-reuters">'
    '<blockquote class="p-content" cite="https://www.reuters.com/1">'
    "<p>The talks go on.</p></blockquote>"
    '<figcaption><cite class="p-author p-publication"><a class="u-url" href="https://www.reuters.com/1">Reuters</a></cite>'
    "</figcaption></figure>"
)


def html(text, *quotes, ids="body-", level=2):
    return render(text, quotes, ids=ids, level=level).html


def test_table_cells_are_aligned_by_class():
    table = html("| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |\n")
    for side, head, cell in (("left", "a", 1), ("center", "b", 2), ("right", "c", 3)):
        assert f'<th class="align-{side}">{head}</th>' in table
        assert f'<td class="align-{side}">{cell}</td>' in table
    assert "<td>4</td>" in table
    assert "style" not in table


def test_table_stands_in_a_wrapper_that_scrolls():
    table = html("Before\n\n| a |\n|---|\n| 1 |\n\nAfter")
    wrapper = '<div aria-label="Table" class="table-scroll" role="group" tabindex="0"><table>'
    assert f"<p>Before</p>\n{wrapper}" in table
    assert "</table></div>\n<p>After</p>" in table


def test_every_table_is_wrapped_also_inside_other_blocks():
    table = "| a |\n|---|\n| 1 |\n"
    quoted = "".join(f"> {line}\n" for line in table.splitlines())
    assert html(f"{table}\n{table}\n{quoted}").count('class="table-scroll"') == 3


def test_fenced_code_is_coloured_by_classes():
    code = html('```python\nif x == "<b>":\n    pass\n```')
    assert '<div class="highlight"><pre>' in code
    assert '<span class="k">if</span> <span class="n">x</span> <span class="o">==</span>' in code
    assert '<span class="s2">"&lt;b&gt;"</span>' in code


def test_code_without_a_language_is_not_guessed():
    assert "<code>import this &lt;b&gt;\n</code>" in html("```\nimport this <b>\n```")


def test_footnotes_lead_there_and_back():
    notes = html("One[^1] and two[^why].\n\n[^1]: First.\n[^why]: Second.", ids="update-3-")
    for name, number in (("1", 1), ("why", 2)):
        there = f'<sup id="update-3-fnref:{name}"><a class="footnote-ref" href="#update-3-fn:{name}">{number}</a></sup>'
        assert there in notes
        assert f'<li id="update-3-fn:{name}">' in notes
        assert f'<a class="footnote-backref" href="#update-3-fnref:{name}"' in notes


def test_definition_list():
    assert html("Duma\n:   The lower house.") == "<dl>\n<dt>Duma</dt>\n<dd>The lower house.</dd>\n</dl>"


def test_abbreviation():
    assert html("The CIS met.\n\n*[CIS]: Commonwealth") == '<p>The <abbr title="Commonwealth">CIS</abbr> met.</p>'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('"Yes"', "“Yes”"),
        ("it's", "it’s"),
        ("1998--2008", "1998–2008"),
        ("no---yes", "no—yes"),
        ("and so on...", "and so on…"),
        ('`"a" -- b`', '<code>"a" -- b</code>'),
    ],
)
def test_punctuation_is_made_typographic_outside_code(typed, shown):
    assert html(typed) == f"<p>{shown}</p>"


def test_headings_have_anchors_in_any_script():
    headings = html("# Two Days\n\n# Два дня\n\n# Two Days\n\n# Mine {#own}")
    anchors = ["body-two-days", "body-два-дня", "body-two-days_1", "body-own"]
    assert [part.split('"')[0] for part in headings.split('<h2 id="')[1:]] == anchors


def test_links_to_own_headings_lead_to_their_prefixed_anchors():
    assert '<a href="#update-1-days">' in html("# Days\n\n[up](#days)", ids="update-1-")


def test_links_to_updates_and_quotations_lead_to_those_of_the_page():
    links = html("[later](#update-2) and [they](#quote-reuters)")
    assert '<a href="#update-2">later</a>' in links
    assert '<a href="#quote-reuters">they</a>' in links


@pytest.mark.parametrize("level", [2, 3, 4])
@pytest.mark.parametrize("highest", [1, 2, 3, 5])
def test_highest_heading_stands_at_the_level_asked_for(highest, level):
    signs = "#" * highest
    headings = html(f"{signs}# Below\n\n{signs} Top\n", level=level)
    assert f'<h{level} id="body-top">' in headings
    assert f'<h{level + 1} id="body-below">' in headings


def test_headings_never_go_below_the_sixth():
    headings = html("# One\n\n##### Five\n\n###### Six", level=4)
    assert [headings.count(f"<h{n}") for n in range(1, 7)] == [0, 0, 0, 1, 0, 2]


def test_headings_within_a_quotation_are_the_lowest():
    quote = Quote(key="a", text="# Their heading", source="S", link="https://s.example/")
    assert "<h6>Their heading</h6>" in html("# Ours", quote)


def test_figure_of_a_quotation_with_everything():
    quote = Quote(
        key="interfax-2",
        text='Переговоры *"продолжаются"*.',
        speaker="Сергей <b>Лавров",
        source="Interfax & Co",
        link="https://interfax.example/?a=1&b=2",
        said_on=date(2008, 8, 11),
        language="ru",
        translation="Talks *go on*.\n\nStill.",
        is_paraphrase=True,
    )
    assert html("", quote).strip() == (
        '<figure class="quotation h-cite" id="quote-interfax-2">'
        '<blockquote class="p-summary" cite="https://interfax.example/?a=1&amp;b=2" lang="ru">'
        "<p>Переговоры <em>“продолжаются”</em>.</p></blockquote>"
        '<div class="translation"><p>Talks <em>go on</em>.</p>\n<p>Still.</p></div>'
        '<figcaption><span class="speaker p-author h-card">Сергей &lt;b&gt;Лавров</span>, '
        '<cite class="p-publication">'
        '<a class="u-url" href="https://interfax.example/?a=1&amp;b=2">Interfax &amp; Co</a></cite>, '
        '<time class="dt-published" datetime="2008-08-11">11 August 2008</time>, '
        '<span class="paraphrase">paraphrased</span></figcaption></figure>'
    )


def test_figure_shows_only_what_is_known():
    assert html("", REUTERS).strip() == REUTERS_FIGURE


def test_quotations_stand_where_their_markers_stand():
    page = html("First.\n\n[quote: tass]\n\nSecond.\n\n[quote: reuters]\n\nThird.", REUTERS, TASS)
    places = ["First.", 'id="quote-tass"', "Second.", 'id="quote-reuters"', "Third."]
    assert sorted(places, key=page.index) == places
    assert "[quote" not in page


def test_marker_ends_the_paragraph_it_stands_in():
    assert html("Before\n[quote: reuters]\nafter", REUTERS) == f"<p>Before</p>\n{REUTERS_FIGURE}\n<p>after</p>"


def test_quotations_without_a_marker_follow_in_their_order():
    page = html("Words.\n\n[quote: second]", REUTERS, TASS, Quote("x", "S", "https://s.example/", key="second"))
    places = ["Words.", 'id="quote-second"', 'id="quote-reuters"', 'id="quote-tass"']
    assert sorted(places, key=page.index) == places


@pytest.mark.parametrize(
    "text",
    ["```\n[quote: reuters]\n```", "    [quote: reuters]", "See `[quote: reuters]`", "See [quote: reuters] there"],
)
def test_marker_in_code_or_in_a_sentence_stays_text_and_the_quotation_follows(text):
    page = html(text, REUTERS)
    assert page.count("[quote: reuters]") == 1
    assert page.endswith(REUTERS_FIGURE)


def test_marker_without_a_quotation_is_refused_and_named():
    with pytest.raises(Unrenderable, match=r"\[quote: interfax\] names no quotation"):
        render("[quote: reuters]\n\n[quote: interfax]", [REUTERS], ids="body-")


def test_marker_that_stands_twice_is_refused_and_named():
    with pytest.raises(Unrenderable, match=r"\[quote: reuters\] stands more than once"):
        render("[quote: reuters]\n\nWords.\n\n[quote: reuters]", [REUTERS], ids="body-")


def test_words_of_each_quotation_are_also_given_alone():
    assert render("[quote: tass]", [REUTERS, TASS], ids="body-").quotes == {
        "reuters": "<p>The talks go on.</p>",
        "tass": "<p>The talks are over.</p>",
    }


def test_a_rendering_leaves_nothing_behind_for_the_next():
    html("One[^1]\n\n[^1]: Note.\n\n# Days\n\n[target]: https://a.example/\n\n*[CIS]: Commonwealth", REUTERS)
    assert html("# Days\n\n[target] CIS [^1]") == '<h2 id="body-days">Days</h2>\n<p>[target] CIS [^1]</p>'


def test_html_is_read_as_its_words():
    assert to_text("<p>Tom &amp; <em>Jerry</em></p><p>again</p>", length=50) == "Tom & Jerry again"


def test_long_text_is_cut_at_the_end_of_a_word():
    assert to_text("<p>One, two, three, four</p>", length=12) == "One, two…"


def test_image_that_stands_alone_with_a_title_is_a_figure_with_a_caption():
    assert html('![A bridge](https://www.example.org/a.jpg "The bridge at Gori. Photo: A. Weiss")') == (
        '<figure><img alt="A bridge" src="https://www.example.org/a.jpg" loading="lazy">'
        "<figcaption>The bridge at Gori. Photo: A. Weiss</figcaption></figure>"
    )


@pytest.mark.parametrize("text", ["![A](https://a.example/a.jpg)", 'See ![A](https://a.example/a.jpg "B").'])
def test_other_images_stay_in_their_paragraphs(text):
    assert "<figure" not in html(text)


def test_quotation_that_runs_from_right_to_left_says_so():
    quote = Quote(key="a", text="שלום", source="Haaretz", link="https://www.example.org/", language="he")
    assert '<blockquote class="p-content" cite="https://www.example.org/" lang="he" dir="rtl">' in html("", quote)


def test_captions_use_the_words_of_the_site():
    quote = Quote(
        key="a", text="Да.", source="ТАСС", link="https://a.example/", said_on=date(2008, 8, 9), is_paraphrase=True
    )
    labels = Labels(paraphrased="пересказ", months=("",) * 7 + ("августа",) + ("",) * 4)
    caption = render("", [quote], ids="body-", labels=labels).html
    assert '<time class="dt-published" datetime="2008-08-09">9 августа 2008</time>' in caption
    assert '<span class="paraphrase">пересказ</span>' in caption
