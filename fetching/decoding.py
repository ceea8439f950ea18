"""Bytes become text as browsers make it, except where a page plainly says the wrong thing of itself.

Browsers believe a mark at the beginning, then the header, then the page. Here UTF-8 that is more than ASCII comes
before what is said: nothing else looks like it by accident.
"""

import re

import webencodings
from charset_normalizer import from_bytes

# Where a page says how it is written (WHATWG, HTML: 13.2.3.2), and as much as is looked at to guess it.
BYTES_OF_DECLARATION = 1024
BYTES_LOOKED_AT = 50_000
# One slip in so many letters does not make it another charset.
LETTERS_PER_SLIP = 20

_declared = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_not_ascii = re.compile("[^\x00-\x7f]")
# ISO-2022-JP writes all in ASCII, UTF-16 half of it in zeros.
_otherwise = re.compile(b"[\x00\x1b]")


def decode(body: bytes, charset: str = "") -> str:
    """Return the text of `body`; `charset` is what the header said, if anything. What cannot be read becomes U+FFFD."""
    text = body.decode(errors="replace")
    is_utf8 = text.count("\ufffd") * LETTERS_PER_SLIP <= len(_not_ascii.findall(text))
    if is_utf8 and not _otherwise.search(body, 0, BYTES_OF_DECLARATION):
        return text.removeprefix("\ufeff")
    found = _declared.search(body, 0, BYTES_OF_DECLARATION)
    said = [webencodings.lookup(charset), webencodings.lookup(found[1].decode()) if found else None]
    encoding = next((each for each in said if each and each.name != "utf-8"), None)
    return webencodings.decode(body, encoding, "replace")[0] if encoding else body.decode(_guess(body), "replace")


def _guess(body: bytes) -> str:
    """Return the likeliest codec that browsers know too."""
    likely = (match.encoding for match in from_bytes(body[:BYTES_LOOKED_AT]))
    return next((name for name in likely if not name.startswith("mac")), "cp1252")
