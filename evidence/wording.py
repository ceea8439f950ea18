"""One form for words that are set in different ways, so that texts can be compared by what they say. Knows no Django.

What is alike: kinds of quotation marks, dashes, hyphens, spaces and ellipses; ligatures and wide letters; what cannot
be seen. What stays apart: letters (ё is not е), capitals, digits, every other mark.
"""

import re
import unicodedata

# Scripts that are written without spaces between words: Han, kana, Thai, Lao, Tibetan, Burmese, Khmer.
UNSPACED = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff"
)

# Soft hyphens, what has no width, what turns the direction, and what only widens an Arabic word.
_unseen = re.compile("[\u00ad\u034f\u061c\u0640\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")
# Ligatures, presentation forms, wide and narrow letters. Not all that NFKC folds: 10² is not 102.
_folded = re.compile("[\ufb00-\ufdff\ufe70-\ufefc\uff01-\uffef]+")
# Each begins with the sign that it is about: that is found fast, and what stands around it is looked at then.
_after_opening = re.compile(r"([«‹](?<![^ (\[].)) ")
_before_closing = re.compile(r" ([»›])(?!\w)")
_apostrophe = re.compile(r"['’‘ʼ`´](?<=\w.)(?=\w)")
_quotes = re.compile("[“”„‟«»‹›〝〞「」『』\"‘’‚‛`´']+")
_ellipsis = re.compile(r"\.(?:\.\.+| \. \.)")
_minus = re.compile(r"[-−–](?<![\w)\]].)(?=\d)")
_hyphen = re.compile(r"[-‐‑‒–−](?<=\w.)(?=\w)")
_dash = re.compile("[-‐‑‒–—―−]+")
_space_before_mark = re.compile(r" (?=[,;:.!?)\]…](?!\w))|[(\[¿¡] ")
_unspaced = re.compile(f"[{UNSPACED}]")
_space_in_unspaced = re.compile(f" (?:(?<=[{UNSPACED}\u3001\u3002] )|(?=[{UNSPACED}]))")
# Stand in for an apostrophe, a hyphen and a minus while the other signs that look so are sought.
_APOSTROPHE, _HYPHEN, _MINUS = "\ue000", "\ue001", "\ue002"
_broken = re.compile(r"(?<!\w)([^\W\d_]{1,60})[-‐]\n([^\W\d_]{1,60})")


def normalise(text: str) -> str:
    """Return `text` in the one form that is compared."""
    text = " ".join(_unseen.sub("", text).split())
    if not text.isascii():
        text = _fold(text)
    text = _quotes.sub('"', _apostrophe.sub(_APOSTROPHE, text))
    text = _dash.sub(" — ", _minus.sub(_MINUS, _hyphen.sub(_HYPHEN, _ellipsis.sub("…", text))))
    text = text.replace(_APOSTROPHE, "'").replace(_HYPHEN, "-").replace(_MINUS, "−")
    text = _space_before_mark.sub(lambda found: found[0].strip(), " ".join(text.split()))
    return _space_in_unspaced.sub("", text) if _unspaced.search(text) else text


def _fold(text: str) -> str:
    """Return `text` without what is only another way to write the same letters, and without spaces inside « »."""
    text = _folded.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = unicodedata.normalize("NFC", text)
    text = _after_opening.sub(r"\1", text) if "« " in text or "‹ " in text else text
    return _before_closing.sub(r"\1", text) if " »" in text or " ›" in text else text


def join_broken_words(text: str, quoted: str) -> str:
    """Return `text` with the words whole that a line's end broke, as PDFs do.

    Whether the hyphen belongs to the word cannot be seen there: where `quoted`, in the one form, has it, it stays.
    """

    def join(found: re.Match[str]) -> str:
        whole = f"{found[1]}-{found[2]}"
        return whole if whole in quoted or not found[2][0].islower() else found[1] + found[2]

    text = text.replace("\u00ad\n", "")
    return _broken.sub(join, text) if "-\n" in text or "‐\n" in text else text


def fold_case(text: str) -> str:
    """Return `text` in small letters, each in the place that it had."""
    return text.replace("İ", "i").lower()
