"""What a reader who found nothing may have meant."""

from difflib import get_close_matches
from unicodedata import normalize

from blog.models import SearchWord
from blog.search.engine import engine
from blog.search.matching import find_readable
from blog.search.types import Query, Term
from blog.search.words import find_words, fold, stem

# More words than these are not looked at, nor more candidates for each.
WORDS = 8
CANDIDATES = 40
BEST_CANDIDATES = 3
# How alike two words must be, from 0 to 1.
LIKENESS = 0.7


def correct(text: str) -> str:
    """Return `text` with each word that nobody can read here replaced by one that is spelled alike and can be read.

    Return an empty text where there is nothing to correct. P1: the words known may be those of withdrawn texts.
    """
    text = normalize("NFC", text)
    better = {}
    for form in list(dict.fromkeys(fold(found[1]) for found in find_words(text)))[:WORDS]:
        if not _can_be_read(form):
            better[form] = next(filter(_can_be_read, _find_alike(form)), form)
    corrected = _replace(text, better)
    return corrected if corrected != text else ""


def _can_be_read(form: str) -> bool:
    return bool(find_readable(Query([Term((stem(form),))]), limit=10))


def _find_alike(form: str) -> list[str]:
    swapped = [form[:at] + form[at + 1] + form[at] + form[at + 2 :] for at in range(len(form) - 1)]
    # Words of two swapped letters may have few trigrams in common.
    known = SearchWord.objects.filter(word__in=swapped).values_list("word", flat=True)
    alike = dict.fromkeys([*known, *engine().find_alike(form, CANDIDATES)])
    return get_close_matches(form, alike, n=BEST_CANDIDATES, cutoff=LIKENESS)


def _replace(text: str, better: dict[str, str]) -> str:
    pieces, at = [], 0
    for found in find_words(text):
        form = fold(found[1])
        pieces += [text[at : found.start(1)], better.get(form, found[1])]
        at = found.end(1)
    return "".join([*pieces, text[at:]])
