"""Who is quoted: read from the line that signs a quote, or from the sentences that lead up to it."""

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop

from transfer.recognising.lines import Line, Span, split_sentences
from transfer.recognising.moments import PIECE
from transfer.recognising.naming import find_person, find_verb, hide, host_of, name_of_link, name_publication
from transfer.recognising.vocabulary import CONTINUING, EXCERPTS, GOING_ON, OWN, TEXTS, find_words


@dataclass(frozen=True)
class Attribution:
    """Whom words are from. `when` is the text that may name the day."""

    speaker: str
    source: str
    link: str
    when: str
    confidence: float
    reason: str


_dash = re.compile(r"^(?:[—–―~]|--|-(?=\s))\s*")
_signed = re.compile(
    r"^[(\[]?(?:via|source|from|quelle|aus|quoted in|zitiert nach|lu (?:sur|dans)|tiré de|источник|из|по материалам|"
    r"отсюда|\([cс]\)|©|found (?:at|on|in)|h/t|hat tip)(?!\w)\s?:?\s*",
    re.IGNORECASE,
)
_found_by = re.compile(r"\b(?:via|hat tip to|thanks to|h/t|par|über|через)\s$", re.IGNORECASE)
_via = re.compile(r"^[(\[]?(?:via|h/t|hat tip)(?!\w)", re.IGNORECASE)
_own = find_words(OWN)
_anonymous = re.compile(
    r"^(?:me|myself|anonymous|anon|unknown|ich|unbekannt|moi|anonyme|я|народ\w*|автор)\.?$", re.IGNORECASE
)
_excerpt = find_words(EXCERPTS)
_recommends = find_words(TEXTS)
_continues = find_words(CONTINUING)
_goes_on = re.compile(GOING_ON, re.IGNORECASE)
_own_marks = re.compile(r"[«“„\"](?:[^«»“”„\"\s]+\s+){2}[^«»“”„\"]*[»”“\"]")
_leads = re.compile(r"(?::|,|…|[—–]|\.\.\.|[^.!?…:,;)\]»”\"])$")
_before_source = re.compile(
    r"[\s,:]+(?:in|at|on|of|via|for|im|in der|auf|bei|dans|sur|à|в|на|to|writing in)?(?: the| der| dem| le| la| les)?"
    r"[\s,:«“\"]*$"
)
_when = re.compile(PIECE, re.IGNORECASE)


def read_signature(line: Line, *, is_set_off: bool = False) -> Attribution | None:
    """Return whom a line names that stands by itself under a quote; None if it does not sign it.

    `is_set_off` says that its element tells that it signs.
    """
    text = line.text.strip()
    inner = text.strip("()[]. ")
    dash, said_so = _dash.match(text), _signed.match(text)
    is_all_link = any(span.end - span.start >= len(inner) - 2 for span in line.links)
    in_brackets = text[:1] in "([" and text.rstrip(".")[-1:] in ")]" and bool(line.links)
    if len(text) > 200 or not (dash or said_so or is_all_link or in_brackets or is_set_off):
        return None
    if line.links:
        return _sign_with_link(line, line.links[0], told=bool(dash or said_so or is_set_off))
    mark = dash or said_so
    return _sign_with_names(text[mark.end() if mark else 0 :].strip("()[]. "), is_certain=bool(said_so))


def is_mention(line: Line) -> bool:
    """Return whether a line tells where somebody found something, not whose it is."""
    return _via.match(line.text) is not None


def _sign_with_link(line: Line, span: Span, *, told: bool) -> Attribution:
    words = line.words(span)
    source = name_of_link(words)
    before = _signed.sub("", _dash.sub("", line.text[: span.start].strip("([ ")))
    speaker = _before_source.sub("", f" {before}").strip(" ,")
    is_name = speaker[:1].isupper() and len(speaker) < 80 and not _when.fullmatch(speaker)
    return Attribution(
        speaker=speaker if is_name else "",
        source=source or host_of(span.link),
        link=span.link,
        when=line.text,
        confidence=0.95 if told else 0.85,
        reason=gettext_noop("The line under the words names their source, with a link."),
    )


def _sign_with_names(text: str, *, is_certain: bool) -> Attribution | None:
    """Read "Speaker, Source, date", where only one name may be there."""
    parts = (part.strip() for part in _when.sub("", text).split(","))
    names = [part for part in parts if re.search(r"[^\W\d]", part)]
    words = " ".join(names).split()
    are_names = sum(word[:1].isupper() for word in words) >= len(words) / 2
    is_long = any(len(name.split()) > 7 for name in names)
    if not names or not are_names or is_long or _anonymous.match(names[0]):
        return None
    source = re.sub(r"^(?:from )?the ", "", names[-1], flags=re.IGNORECASE)
    if not names[0][0].isupper() or not source[:1].isupper():
        return None
    return Attribution(
        speaker=names[0] if len(names) > 1 else "",
        source=source,
        link="",
        when=text,
        confidence=0.8 if is_certain or len(names) > 1 else 0.7,
        reason=gettext_noop("The line under the words names their source."),
    )


def read_introduction(
    line: Line, *, length: int, has_address: bool, previous: Attribution | None
) -> Attribution | None:
    """Return whom the sentences name that lead up to a quote; None if they lead up to none, or to words of one's own.

    `length` is that of the quote's text; `has_address` says that the quote names its source's address itself;
    `previous` is what the quote before it was attributed to.
    """
    *before, last = split_sentences(line)
    if not last.text.strip() or _own.search(last.text):
        return None
    leads = _leads.search(last.text.strip()) is not None
    if last.links:
        return _introduce_with_link(last, length=length, leads=leads)
    if not leads:
        return None
    earlier = next((sentence for sentence in reversed(before) if sentence.links), None)
    is_excerpt = _excerpt.search(last.text) is not None or len(last.text.split()) < 3
    if earlier and is_excerpt and not has_address:
        return _introduce_with_link(earlier, length=length, leads=True, is_earlier=True)
    goes_on = _goes_on.fullmatch(last.text.strip()) or _continues.search(last.text)
    if previous and last.text.strip().endswith(":") and goes_on:
        reason = gettext_noop("The sentence before goes on with the quotation before.")
        return replace(previous, confidence=min(previous.confidence, 0.7), when=last.text, reason=reason)
    return _introduce_with_names(last, has_address=has_address)


def _introduce_with_link(sentence: Line, *, length: int, leads: bool, is_earlier: bool = False) -> Attribution | None:
    says = find_verb(sentence.text) is not None
    is_recommended = _recommends.search(sentence.text) is not None and length > 80
    if not leads and (not (says or is_recommended) or _own_marks.search(sentence.text)):
        return None
    span, sentence = _choose(sentence)
    words = sentence.words(span)
    named, publication = name_of_link(words), name_publication(sentence)
    # A long name may be the title of what was written.
    is_title = len(named.split()) > 3 and publication != ""
    source = publication if is_title else named or publication
    is_all_name = is_title or (source in words and len(words) < len(source) + 8)
    speaker = find_person(hide(sentence, [span] if source and is_all_name else []), source)
    confidence = {(True, True): 0.95, (True, False): 0.88, (False, True): 0.75, (False, False): 0.65}[leads, says]
    return Attribution(
        speaker=speaker,
        source=source or host_of(span.link),
        link=span.link,
        when=sentence.text,
        confidence=confidence - (0.15 if is_earlier else 0),
        reason=gettext_noop("The sentence before links to the source."),
    )


def _introduce_with_names(sentence: Line, *, has_address: bool) -> Attribution | None:
    """Read a sentence without a link: it has to name a publication, or a person who says something."""
    source = name_publication(sentence)
    speaker = find_person(sentence.text, source)
    spoken = find_verb(sentence.text)
    is_named = bool(source) and (spoken is not None or sentence.text.rstrip().endswith(":"))
    if not is_named and speaker and spoken and speaker in sentence.text[: spoken.start()]:
        source, speaker, is_named = speaker, "", True
    if not is_named and not has_address:
        return None
    return Attribution(
        speaker=speaker,
        source=source if is_named else "",
        link="",
        when=sentence.text,
        confidence=0.75,
        reason=gettext_noop("The sentence before names the source."),
    )


def _choose(sentence: Line) -> tuple[Span, Line]:
    """Return the link of a sentence that leads to the words, and the sentence from the link before it on.

    That is a link that holds the verb or a name, else the last; not one that tells where somebody found something.
    """
    links = [span for span in sentence.links if not _found_by.search(sentence.text[: span.start])] or sentence.links
    spoken = [span for span in links if find_verb(sentence.words(span))]
    named = [span for span in links if name_of_link(sentence.words(span))]
    span = [*links[-1:], *named[-1:], *spoken[-1:]][-1]
    start = max((other.end for other in sentence.links if other.end <= span.start), default=0)
    return Span(span.start - start, span.end - start, span.link), sentence.cut(start)
