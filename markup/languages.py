"""Languages as HTML says them."""

from html import escape

# Written from right to left, by the first part of their codes.
_right_to_left = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "syr", "ug", "ur", "yi"}


def language_attributes(language: str) -> str:
    """Return ` lang="…"` for the code of a language, with the direction where it runs from right to left.

    Nothing for an empty code. The source of both: HTML, sections 3.2.6.2 and 3.2.6.4.
    """
    if not language:
        return ""
    direction = ' dir="rtl"' if language.lower().split("-")[0] in _right_to_left else ""
    return f' lang="{escape(language)}"{direction}'
