"""Finding words in Markdown as somebody copies them from a page, and marking what took their place."""

import pytest

from markup import find_corrected, find_words, put_right, remove_correction, render


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("talks", ["talks"]),
        ("talk", []),
        ("“we” said", ['"we"\nsaid']),
        ("we’ll see – now", ["we'll see -- now"]),
        ("so… on", ["so... on"]),
        ("on", ["on", "on"]),
        (".*", []),
        ("  ", []),
        ("", []),
    ],
)
def test_words_are_found_whole_however_they_are_set(words, found):
    text = 'The talks: "we"\nsaid, we\'ll see -- now, and so... on and on.'
    assert [text[start:end] for start, end in find_words(text, words)] == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One was.", "Two[correction: 7] was."),
        ("**One** was.", "**Two[correction: 7]** was."),
        ("[No. One here](https://a.example/) was.", "[No. Two here](https://a.example/)[correction: 7] was."),
    ],
)
def test_mark_follows_the_right_words(text, expected):
    assert put_right(text, find_words(text, "One")[0], "Two", 7) == expected


def test_markers_of_one_correction_are_removed():
    assert remove_correction("A[correction: 1] B[correction: 11] C[correction:1 ]", 1) == "A B[correction: 11] C"


def test_marks_are_found_in_what_was_rendered():
    html = render("A[correction: 1], B[correction: 2].", ids="body-", corrections={1: "Corrected <today>", 2: ""}).html
    assert find_corrected(html) == {1}
    assert "Corrected &lt;today&gt;</a></sup>, B." in html


def test_mark_that_was_typed_is_kept_apart_and_harmless():
    """P11"""
    html = render('<sup class="corrected" id="corrected-9" onclick="x()">a</sup>', ids="body-").html
    assert "onclick" not in html
