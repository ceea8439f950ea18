"""Marks in the captions of quotations: what the site says of them, in HTML that `render` made.

They are put in after the sanitiser, which lets nobody else write them, and are no part of the text: what is read,
counted or found leaves them out.
"""

import re
from collections import Counter
from collections.abc import Mapping
from html import escape, unescape

QUOTATION = re.compile(r'<figure class="quotation[^"]*" id="quote-([^"]*)">.*?</figure>', re.DOTALL)

_mark = re.compile(r' <small class="finding">[^<]*</small>')
_end = "</figcaption></figure>"


def mark_quotations(html: str, marks: Mapping[str, str]) -> str:
    """Return `html` with each of `marks`, plain text, in the caption of the quotation of that key, and no other marks.

    Where two stand under one key, one of them is not the quotation; neither is marked.
    """
    html = remove_marks(html)
    times = Counter(QUOTATION.findall(html))

    def mark(figure: re.Match[str]) -> str:
        words = marks.get(unescape(figure[1]), "")
        if not words or times[figure[1]] > 1 or not figure[0].endswith(_end):
            return figure[0]
        return f'{figure[0].removesuffix(_end)} <small class="finding">{escape(words)}</small>{_end}'

    return QUOTATION.sub(mark, html)


def remove_marks(html: str) -> str:
    """Return `html` without marks."""
    return _mark.sub("", html)
