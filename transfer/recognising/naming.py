"""Names in a sentence that leads up to a quotation: of a publication, of a person, and who of them speaks."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from transfer.recognising.lines import Line, Span
from transfer.recognising.vocabulary import (
    ARTICLES,
    BEFORE_PLACES,
    NAMELESS,
    PUBLICATIONS,
    REPORTING,
    TIMES,
    TITLES,
    VERBS,
    any_of,
    find_words,
)

_up = r"[A-ZÀ-ÖØ-ÞА-ЯЁ]"
_word = rf"{_up}[\w’'-]*+\.?"
_proper = (
    rf"{_word}(?:\s(?:(?:of|the|on|in|and|&|for|du|de|des|del|la|le|les|l['’]|für|der|die|und)\s){{0,2}}{_word})*+"
)
_person = re.compile(
    rf"(?<![\w.’'-]){_word}(?:\s(?:von|van|de|der|al|el|bin)(?=\s))?(?:\s{_word}){{1,5}}(?:\set\sal\.)?|"
    rf"{_word}\set\sal\."
)
_quoted = re.compile(r"[«“„\"]([^«»“”„\"]{2,50})[»”“\"]")
_thing = re.compile(
    r"['’]s? (?:posts?|piece|article|story|report|column|blog|site|weblog|entry|page|live ?blog|coverage)$"
)
_verb = find_words(VERBS)
_reporting = re.compile(any_of(REPORTING), re.IGNORECASE)
_titles = re.compile(rf"^(?:(?:{any_of(TITLES)})\s)+")
_places = re.compile(any_of(BEFORE_PLACES), re.IGNORECASE)
_publication = re.compile(any_of(PUBLICATIONS), re.IGNORECASE)
# A capital makes it part of the name, except in English: Der Bote, but Herald.
_article = re.compile(rf"^(?:(?:The|{any_of(ARTICLES)}|(?i:{TIMES}))(?:\s+|(?<=['’])))+")
_nameless = re.compile(rf"(?:{any_of(NAMELESS)})\b", re.IGNORECASE)
_after_preposition = re.compile(
    r"(?:\b(?:in|at|from|of|by|on|to|told|quoted by|via|im|in der|beim|bei|laut|dem|der|dans|sur|au|à|du|selon|de)\s)"
    rf"(?:(?:(?:the|le|la|der|dem|den)\s|l['’]|(?P<time>(?i:{TIMES}))\s))*(?P<name>{_proper})"
)
_marked = re.compile(rf"(?:\b(?:from|in|aus|im|in der|dans|из|в|по)\s)[«“„\"]({_up}[^«»“”„\"]{{2,40}})[»”“\"]")
_inside = re.compile(rf"\bin the ({_word}(?:\s{_word})+)")
_person_in = re.compile(rf"{_word}(?:\s{_word})+\s(?:in the|in|at|im|in der|dans|sur|в|на)\s({_proper})")
_place = re.compile(
    r"(?:House|States|East|West|North|South|Street|Court|City|Union|Park|Kingdom|Party|Senate|Congress)$"
)


def name_of_link(words: str) -> str:
    """Return the name that the words of a link are, or hold; empty if they are none."""
    quoted = _quoted.search(words) if re.search(r"[«„“]", words) else None
    if quoted and len(quoted[1]) > len(words) / 3:
        return quoted[1].strip(" ,.")
    if spoken := find_verb(words):
        return _name_after(words[spoken.end() :])
    if (both := _person_in.fullmatch(words)) and not _place.search(both[1]):
        return both[1]
    name = _thing.sub("", _article.sub("", words.strip(" ,.:;()[]\"'“”«»—–-")))
    is_name = name[:1].isupper() or name[:1] == "@" or name[:1].isdigit()
    return name if name and is_name and len(name.split()) < 8 and not _nameless.match(name) else ""


def find_verb(text: str) -> re.Match[str] | None:
    """Return the first verb of speech in a sentence; "Notes" in the midst of it is a name."""
    return next((found for found in _verb.finditer(text) if found[0][0].islower() or not found.start()), None)


def name_publication(line: Line) -> str:
    """Return the publication that a sentence names outside of its links, or an empty text."""
    italics = [line.words(span) for span in line.spans if not span.link and line.words(span)[:1].isupper()]
    text = hide(line, [span for span in line.links if not find_verb(line.words(span))])
    found = _after_preposition.finditer(text)
    told = [match["name"].strip(" .") for match in found if match["time"] or _is_publication(match["name"])]
    before = _name_before_verb(text, is_linked=bool(line.links))
    marked = [match[1].strip(" ,.") for match in _marked.finditer(text)]
    # "In the White House" names a place.
    inside = [match[1].strip(" .") for match in _inside.finditer(text) if not _place.search(match[1])]
    candidates = [name for name in [*italics, before, *told, *marked, *inside] if name and len(name.split()) < 7]
    return _article.sub("", candidates[0]) if candidates else ""


def find_person(text: str, source: str) -> str:
    """Return the first full name of a person in a sentence that is not (part of) `source`; or an empty text."""
    for found in _person.finditer(text):
        name = found[0] if found[0].endswith("al.") else _titles.sub("", found[0]).strip(" .,")
        prefix = found[0][: found[0].find(name)].strip() or _word_before(text, found.start())
        is_whole = " " in name and not _places.fullmatch(prefix) and not _nameless.match(name)
        is_source = bool(source) and (name in source or source in name)
        if is_whole and not is_source and not _is_publication(name):
            return name.removesuffix("’s").removesuffix("'s")
    return ""


def host_of(link: str) -> str:
    """Return the host of an address, without www; empty if it is no address."""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _word_before(text: str, at: int) -> str:
    words = text[max(0, at - 20) : at].split()
    return words[-1] if words else ""


def _is_publication(name: str) -> bool:
    return _publication.search(name) is not None


def _name_after(text: str) -> str:
    """Return a name with an article before it, in what follows a verb: "told the Gulf Monitor"."""
    found = re.search(rf"\b(?:the|der|die|das|dem|den|le|la|les|l['’])\s?(?P<name>{_proper})", text)
    return found["name"].strip(" .") if found else ""


def _name_before_verb(text: str, *, is_linked: bool) -> str:
    """Return the publication that does the reporting, its name in quotation marks or in one word."""
    spoken = find_verb(text)
    before = text[: spoken.start()].strip() if spoken else ""
    if (quoted := _quoted.search(before)) and before.endswith(quoted[0]):
        return quoted[1]
    found = re.search(rf"(?:^|[,;:–—-]\s|\b(?:the|The|as|As|And|and|from)\s)({_proper})$", before)
    name = _article.sub("", found[1]) if found else ""
    is_named = before == f"The {name}" and not _titles.match(f"{name} ")
    does_report = is_linked and spoken and (is_named or _reporting.match(spoken[0])) and not _nameless.match(name)
    is_one_word = " " not in name and (name.isupper() or does_report)
    return name if name and (is_one_word or _is_publication(name)) else ""


def hide(line: Line, spans: Iterable[Span]) -> str:
    """Return the text of a line with bars in the place of `spans`."""
    text = line.text
    for span in spans:
        text = f"{text[: span.start]}{'|' * (span.end - span.start)}{text[span.end :]}"
    return text
