"""Quoted words are found in the text of a page, and a page that says something else has changed."""

import pytest

from evidence.excerpts import Excerpt, find_excerpts, has_changed

TEXT = "He said: “Nothing is\u00a0agreed —\nuntil everything is agreed”, and left.\nThen it rained."


@pytest.mark.parametrize(
    ("quoted", "found"),
    [
        ("nothing is agreed - until everything is agreed.", "Nothing is\u00a0agreed —\nuntil everything is agreed"),
        ("Nothing […] everything", "Nothing is\u00a0agreed —\nuntil everything"),
        (
            "[He] said … rained",
            "said: “Nothing is\u00a0agreed —\nuntil everything is agreed”, and left.\nThen it rained",
        ),
    ],
)
def test_words_are_found_whatever_their_marks(quoted, found):
    assert find_excerpts(TEXT, [quoted])[0].words == found


@pytest.mark.parametrize("quoted", ["othing is agreed", "everything … Nothing", "is not agreed", "…", ""])
def test_other_words_are_not_found(quoted):
    assert find_excerpts(TEXT, [quoted])[0] is None


def test_what_stands_around_is_cut_at_words():
    text = "before " * 100 + "the words" + " behind" * 100
    excerpt = find_excerpts(text, ["the words"])[0]
    assert excerpt == Excerpt("…" + "before " * 42, "the words", " behind" * 42 + "…")


@pytest.mark.parametrize(
    ("before", "now", "quoted", "changed"),
    [
        (TEXT, "All else is new, but nothing is agreed until everything is agreed.", ["Nothing is agreed"], False),
        (TEXT, TEXT.replace("Nothing", "Something"), ["Nothing is agreed"], True),
        (TEXT, TEXT.replace("Nothing", "Something"), ["Words that never stood there"], False),
        (TEXT, "Something else that has nothing to do with it.", [], True),
        ("", "Words.", [], False),
        ("談判將繼續進行直到所有問題都得到解決為止", "談判將繼續進行直到所有問題都得到解決為止。他說。", [], False),
        ("談判將繼續進行直到所有問題都得到解決為止", "今天下雨了我們沒有出門去買東西也沒有工作", [], True),
    ],
)
def test_a_page_that_says_something_else_has_changed(before, now, quoted, changed):
    assert has_changed(before, now, quoted) is changed
