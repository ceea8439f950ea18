"""What a reader typed, as a query: words, "phrases in quotes", -words."""

import re
from unicodedata import normalize

from blog.search.types import Query, Term
from blog.search.words import forms_in, stem

# Of a shorter last word so many others are the beginning that it stands for itself alone.
PREFIX_LENGTH = 3

_quotes = str.maketrans(dict.fromkeys("“”„«»", '"'))
_piece = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


def parse(text: str, labels: list[str]) -> Query:
    """Return the query that `text` is, in which `labels` are wanted too."""
    text = normalize("NFC", text).translate(_quotes).rstrip()
    query = Query(labels=labels)
    for piece in _piece.finditer(text):
        forms = forms_in(piece["phrase"] or piece["word"] or "")
        if forms and piece["minus"]:
            query.unwanted.append(Term(tuple(map(stem, forms))))
        elif forms:
            is_last = piece["word"] is not None and piece.end() == len(text)
            query.wanted.append(_make_term(forms, may_go_on=is_last))
    return query


def _make_term(forms: list[str], *, may_go_on: bool) -> Term:
    is_prefix = may_go_on and len(forms) == 1 and len(forms[0]) >= PREFIX_LENGTH
    return Term(tuple(map(stem, forms)), prefix=forms[0] if is_prefix else "")
