"""In which language a quotation evidently is."""

import re

_words = {
    "en": "the and of to is was that it for with are this have not you",
    "de": "der die das und ist nicht ein eine mit von den zu auf wir ich",
    "fr": "le la les et des est une que dans pas pour il ce nous qui",
}
_language_of = {word: language for language, words in _words.items() for word in words.split()}
_attribute = re.compile(r'<(?:blockquote|p|q)\b[^>]*\blang="([a-zA-Z]{2,3}(?:-\w+)?)"')
_written_in_cyrillic = {"ru", "uk", "be", "bg", "sr", "mk"}


def find_language(html: str, text: str, post_language: str) -> str:
    """Return the code of a quote's language where it says so, or is evidently not in the post's; otherwise ""."""
    if said := _attribute.search(html):
        return "" if said[1].lower() == post_language.lower() else said[1]
    own = post_language.partition("-")[0].lower()
    letters = sum(1 for letter in text if letter.isalpha())
    cyrillic = sum(1 for letter in text if "\u0400" <= letter <= "\u04ff")
    if cyrillic > letters * 0.7:
        # Which of the languages in these letters it is, is not evident to a counter of letters.
        return "" if own in _written_in_cyrillic else "ru"
    counts = dict.fromkeys(_words, 0)
    for word in re.findall(r"\w+", text.lower()):
        if word in _language_of:
            counts[_language_of[word]] += 1
    best, second, *_ = sorted(counts, key=lambda language: counts[language], reverse=True)
    is_evident = counts[best] >= 3 and counts[best] >= 3 * counts[second]
    return best if is_evident and best != own and counts[best] >= 3 * counts.get(own, 0) else ""
