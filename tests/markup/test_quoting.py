from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markup import Quote, compose_quotation, extract_quotations, replace_markers

FULL = """\
> Первая строка.
>
> Вторая *строка*.
>
> *Translation:*
>
> The first line.
>
> — Sergei Lavrov, [Interfax](https://interfax.example/1), 2008-08-11 {#interfax-2 .paraphrase lang=ru}"""
FULL_QUOTE = Quote(
    text="Первая строка.\n\nВторая *строка*.",
    translation="The first line.",
    speaker="Sergei Lavrov",
    source="Interfax",
    link="https://interfax.example/1",
    said_on=date(2008, 8, 11),
    key="interfax-2",
    language="ru",
    is_paraphrase=True,
)


def read(attribution):
    """Return the quotation in a blockquote that ends with `attribution`, or None where it stays prose."""
    pieces = list(extract_quotations(f"> Words.\n>\n> {attribution}"))
    return pieces[1] if len(pieces) > 1 else None


def test_quotation_with_everything_is_read():
    assert list(extract_quotations(FULL)) == ["", FULL_QUOTE, ""]


def test_quotation_with_everything_is_written():
    assert compose_quotation(FULL_QUOTE) == FULL


def test_quotation_with_nothing_but_its_source_is_written():
    quote = Quote(text="Words.", source="Reuters", link="https://r.example/")
    assert compose_quotation(quote) == "> Words.\n>\n> — [Reuters](https://r.example/)"


@pytest.mark.parametrize(
    ("attribution", "expected"),
    [
        ("— [S](https://s.example/)", {}),
        ("– [S](https://s.example/)", {}),
        ("-- [S](https://s.example/)", {}),
        ("—[S](http://s.example/)  ", {"link": "http://s.example/"}),
        ("— Ivan, [S](https://s.example/)", {"speaker": "Ivan"}),
        ("— Ivan, a deputy, [S](https://s.example/)", {"speaker": "Ivan, a deputy"}),
        (r"— A \[B\] \\ C, [S \[T\]](https://s.example/)", {"speaker": r"A [B] \ C", "source": "S [T]"}),
        ("— [S](https://s.example/a_(b)?c=d,e)", {"link": "https://s.example/a_(b)?c=d,e"}),
        ("— [S](https://s.example/) {#own}", {"key": "own"}),
        ("— [S](https://s.example/), 2008-08-11{lang=pt-BR #a}", {"language": "pt-BR", "key": "a"}),
        ("— [S](https://s.example/) {.paraphrase}", {"is_paraphrase": True}),
    ],
)
def test_attribution_is_read(attribution, expected):
    quote = read(attribution)
    for name, value in ({"text": "Words.", "source": "S", "link": "https://s.example/"} | expected).items():
        assert getattr(quote, name) == value


@pytest.mark.parametrize("day", ["2008-08-11", "11 August 2008", "August 11, 2008", "11 Aug 2008", "11.08.2008"])
def test_date_is_read_in_the_ways_people_write_it(day):
    assert read(f"— Ivan, [S](https://s.example/), {day} {{#a}}").said_on == date(2008, 8, 11)


@pytest.mark.parametrize(
    "attribution",
    [
        "— [S](https://s.example/), last summer",
        "— [S](https://s.example/), 2008-02-30",
        "— [S](ftp://s.example/)",
        "— [S](javascript:alert(1))",
        "— [S](/here/)",
        "— S, https://s.example/",
        "— [](https://s.example/)",
        "[S](https://s.example/)",
        "— see [S](https://s.example/) and [T](https://t.example/)",
        "— [S](https://s.example/)\n> and more words",
        "— [S](https://s.example/) {#a} {#b}",
    ],
)
def test_what_is_no_attribution_leaves_a_plain_blockquote(attribution):
    assert read(attribution) is None


@pytest.mark.parametrize("words", ["", "> \n>\n", "Words.\n\n"])
def test_attribution_without_quoted_words_stays_prose(words):
    text = f"{words}> — [S](https://s.example/)"
    assert list(extract_quotations(text)) == [text]


@pytest.mark.parametrize("fence", ["```", "~~~~", "```markdown"])
def test_code_is_left_untouched(fence):
    text = f"{fence}\n{FULL}\n[quote: a]\n{fence.removesuffix('markdown')}\n\nWords."
    assert list(extract_quotations(text)) == [text]
    assert replace_markers(text, {"a": "replaced"}) == text


def test_fence_that_is_never_closed_is_no_code():
    assert FULL_QUOTE in list(extract_quotations(f"```\n\n{FULL}"))


def test_indented_code_is_left_untouched():
    text = "\n".join(f"    {line}" for line in [*FULL.split("\n"), "[quote: a]"])
    assert list(extract_quotations(text)) == [text]
    assert replace_markers(text, {"a": "replaced"}) == text


def test_two_quotations_in_a_row_are_two():
    first, second = read("— [S](https://s.example/) {#a}"), read("— [T](https://t.example/) {#b}")
    text = f"Before.\n\n{compose_quotation(first)}\n\n{compose_quotation(second)}\nAfter."
    assert list(extract_quotations(text)) == ["Before.\n", first, "", second, "After."]


def test_prose_between_quotations_is_kept_to_the_letter():
    pieces = extract_quotations(f"# One\n\n> plain\n\n{FULL}\n\n- two\n\n  three\n")
    assert list(pieces) == ["# One\n\n> plain\n", FULL_QUOTE, "\n- two\n\n  three\n"]


def test_markers_are_replaced_each_by_its_own_apart_from_its_neighbours():
    text = "One\n[quote: a]\n\n   [quote:b-2 ]  \n[quote: c]\n> [quote: a]\nIn [quote: a] words"
    assert replace_markers(text, {"a": "A", "b-2": "B"}) == (
        "One\n\nA\n\nB\n\n[quote: c]\n> [quote: a]\nIn [quote: a] words"
    )


patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
names = lines.filter(lambda name: "\n" not in name)
words = st.lists(lines, min_size=1, max_size=5).map("\n".join).map(lambda text: text.strip("\n"))
words = words.filter(lambda text: "*Translation:*" not in text)
quotes = st.builds(
    Quote,
    text=words.filter(str.strip),
    source=names.filter(bool),
    link=st.text("abc/().,?&={}[]#%ж", max_size=30).map(lambda path: f"https://s.example/{path}"),
    key=st.text("abcя0123-_", max_size=20),
    speaker=names,
    said_on=st.none() | st.dates(),
    language=st.sampled_from(["", "ru", "pt-BR", "zh-Hant-TW"]),
    translation=words,
    is_paraphrase=st.booleans(),
)


@patiently
@given(quotes)
def test_what_is_written_is_read_as_the_same_quotation(quote):
    """P9"""
    assert list(extract_quotations(compose_quotation(quote))) == ["", quote, ""]


@patiently
@given(quotes, quotes)
def test_what_is_written_between_paragraphs_is_read_as_the_same_quotations(first, second):
    """P9"""
    text = f"One\n{compose_quotation(first)}\n\n{compose_quotation(second)}\n\nTwo"
    assert list(extract_quotations(text)) == ["One", first, "", second, "\nTwo"]


@patiently
@given(st.lists(st.sampled_from(["> words", ">", "> — [S](https://s.example/)", "```", "", "[quote: a]", "text"])))
def test_no_line_is_lost_or_made_up(parts):
    """P7"""
    text = "\n".join(parts)
    pieces = [piece if isinstance(piece, str) else compose_quotation(piece) for piece in extract_quotations(text)]
    assert [line for line in "\n".join(pieces).split("\n") if line.strip(" >")] == [
        line for line in parts if line.strip(" >")
    ]
