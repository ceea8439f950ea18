"""Words: where they stand in a text, and what they are to a search. The same for texts, questions and marks."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

import snowballstemmer

# Longer ones are cut, so that none is too long for an index.
LENGTH = 60

_word = re.compile(r"([^\W_]+)(?:['’]s\b)?")
_cyrillic = re.compile("[а-я]")


def find_words(text: str) -> Iterator[re.Match[str]]:
    """Find the words in `text`, which is in NFC; group 1 is the word without an English 's."""
    return _word.finditer(text)


def forms_in(text: str) -> list[str]:
    """Return the words of `text` as they stand there, folded, in order."""
    return [form for found in find_words(normalize("NFC", text)) if (form := fold(found[1]))]


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Return `word` without case and accents. In Russian ё becomes е, but й, a letter of its own, stays."""
    if word.isascii():
        return word.lower()[:LENGTH]
    return "й".join(map(_without_accents, normalize("NFC", word.casefold()).split("й")))[:LENGTH]


@lru_cache(maxsize=65_536)
def stem(form: str) -> str:
    """Return what the forms of a folded word have in common.

    The script chooses the language, not the post that the word stands in: so a word is the same one in a text, in a
    quotation in another language, and in a question, whatever the language of the site.
    """
    # A stemmer keeps its state in itself, and threads search at the same time: each word has its own.
    language = "russian" if _cyrillic.search(form) else "english"
    return str(snowballstemmer.stemmer(language).stemWord(form))


def _without_accents(text: str) -> str:
    return "".join(filter(str.isalnum, normalize("NFKD", text)))
