"""The words that open an update: whether a paragraph begins with such a label, and where it ends."""

import re
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_noop

from transfer.blocks import Block, Kind, read_lines, to_text
from transfer.recognising.moments import PIECE

type UpdateKind = Literal["update", "correction", "clarification"]


@dataclass(frozen=True)
class Label:
    """What opens a block. `end` is where the label ends in the block's text; `when` has its words about the time."""

    kind: UpdateKind
    text: str
    end: int
    when: str
    confidence: float
    reason: str
    # It is modest: "A quick update: …" may also open a post.
    is_quick: bool = False
    # "MORE:" says nothing unless an update came before.
    continues: bool = False


_words: dict[UpdateKind, str] = {
    "update": r"up-?dates?|updated|upd|edited to add|edited|edit|ETA|addend(?:um|a)|added|addition|"
    r"postscript|follow-?up|MORE|"
    r"nachtr[aä]ge?|aktualisierung(?:en)?|aktualisiert|ergänzung(?:en)?|ergänzt|"
    r"mises? [àa] jour|m[aàâ]j|ajouts?|rajout|additif|actualisation|actualisé|édité?|"
    r"обновлени[ея]|обновлено|ап(?:дейт|д)|упд|дополнение|дополнено|добавлено|добавление",
    "correction": r"corrections?|corrected|errat(?:um|a)|retraction|"
    r"korrektur(?:en)?|korrigiert|berichtigung|richtigstellung|rectificati(?:f|on)|corrigé|"
    r"поправк[аи]|исправлени[ея]|исправлено|опровержение",
    "clarification": r"clarifications?|clarified|klarstellung|präzisierung|précisions?|уточнени[ея]|уточнено|"
    r"разъяснение",
}
_any_word = "|".join(f"(?P<{kind}>{words})" for kind, words in _words.items())
_before = (
    r"late|later|another|yet another|one (?:more|last)|(?:and|still|even|yet)(?= more\b)|final|last|latest|further|"
    r"first|second|third|fourth|fifth|\d{1,2}(?:st|nd|rd|th|\.(?=\s))|an?|the|new|important|breaking|big|p\.?\s?s\.?|"
    r"noch ein|weiteres|letztes|zweites|drittes|neues|wichtiges|"
    r"encore une|dernière|deuxième|seconde|troisième|nouvelle|ещ[её] одно|ещ[её]|последнее|второе|третье|новое|важное"
)
_quick = r"quick|brief|short|small|minor|little|kurzes|kleines|petite|rapide|небольшое|короткое"
_number = (
    r"(?:[#№x]|no\.?|nr\.?|n°)?\s?(?:\d{1,2}|[IVX]{1,5}|one|two|three|four|five|zwei|drei|deux|trois|"
    r"the (?:second|third))(?!\w|[:/.]\d|\s?h\s?\d)"
)
_filler = (
    r"as of|from|on|at|of|the|vom|von|am|um|du|de|le|à|от|в|на|for|and bump(?:ed)?|bumped|"
    r"(?:early |late )?(?:morning|afternoon|evening|night)|later|morgens|mittags|abends|matin|soir|plus tard|"
    r"утром|днём|вечером|ночью|позже|позднее"
)
_signs = r"[:;!…\]})>*_]|--+|[—–]|-(?=\s)|\.(?=\s|$)|\.{3}"

_label = re.compile(
    r"[\s\[({*_>+=~\-–—•|¡!#.…\"“„«]*+"
    rf"(?P<before>(?:(?:{PIECE}|(?P<quick>(?:{_quick})\b)|(?:{_before})(?!\w))[\s,:]*+)*+)"
    rf"(?P<word>{_any_word})(?![^\W\d_])"
    rf"(?P<after>(?:[\s,@(\[)\]]|-(?=\d)|{PIECE}|{_number}|(?:{_filler})\b)*+)"
    rf"(?P<sign>(?:\s*+(?:{_signs}))*+)"
    rf"(?P<late>\s*+(?:{PIECE}|[\s,])++(?:[:–—\]]|-\s))?+",
    re.IGNORECASE,
)
_phrase = re.compile(
    r"\s*[,(]?\s*(?:by|via|from|for|von|für|par|pour|от|для)\s[^:.!?\n]{1,60}:|,\s[^:,.!?\n]{1,40}:", re.IGNORECASE
)
_purpose = re.compile(r"\s+to\s+(?:add|fix|correct|note|say|include|remove|clarify|reflect)\b", re.IGNORECASE)
_pointer = re.compile(
    r"[\s:–—-]*+(?:see |siehe |voir |см\.? )?(?:below|above|at the (?:end|bottom|top)|unten|oben|weiter unten|"
    r"ci-dessous|plus bas|en fin|ниже|внизу|в конце)\b.{0,30}",
    re.IGNORECASE,
)
_emphasis = re.compile(
    r"<p\b[^>]*>\s*+[\[(*]*+(?:<(?:span|font|a)\b[^>]*>\s*+)*+<(b|strong|em|i|u|ins|h\d)\b[^>]*>(.*?)</\1>"
)
_term = re.compile(r"[^\W\d_][\w ]{0,20}: ?\S")
_when = re.compile(PIECE, re.IGNORECASE)


def read_label(block: Block) -> Label | None:
    """Return the label that opens a paragraph or heading, or None."""
    if block.kind not in {Kind.PARAGRAPH, Kind.HEADING} or _is_list_of_terms(block):
        return None
    emphasised = _emphasised(block)
    if len(emphasised) >= len(block.text) - 2:
        # What is set off as a whole is a heading, if it is short.
        return _read(block.text, "", is_heading=block.kind is Kind.HEADING or len(emphasised) < 40)
    return _read(block.text, emphasised if len(emphasised) < 80 else "", is_heading=block.kind is Kind.HEADING)


def find_lines(block: Block) -> set[int]:
    """Return the indices of the lines inside of a paragraph, after the first, that a label opens."""
    if block.kind is not Kind.PARAGRAPH or "\n" not in block.text or _is_list_of_terms(block):
        return set()
    labels = enumerate(_read(line, "", is_heading=False) for line in read_lines(block))
    return {number for number, label in labels if number and label and label.confidence >= 0.85}


def _is_list_of_terms(block: Block) -> bool:
    """Return whether most lines of a paragraph are a word, a colon and what it means here."""
    return sum(1 for line in block.text.split("\n") if _term.match(line)) > 2


def _read(text: str, emphasised: str, *, is_heading: bool) -> Label | None:
    found = _label.match(text)
    if not found or _is_other(found, text):
        return None
    end, reason, confidence = _judge(found, text, emphasised, is_heading=is_heading)
    if not confidence:
        return None
    return Label(
        kind=next(kind for kind in _words if found[kind]),
        text=_as_written(text[: end or found.end("word")]),
        end=end,
        when=" ".join(filter(None, (found["before"], found["after"], found["late"], text[found.end() : end]))),
        confidence=confidence,
        reason=reason,
        is_quick=bool(found["quick"]),
        continues=found["word"] == "MORE",
    )


def _as_written(label: str) -> str:
    """Return a label without the signs that set it off from its text."""
    bare = label.strip(" \n:;–—-*_>!….").lstrip("[({ ")
    is_open = any(bare.count(opening) < bare.count(closing) for opening, closing in ("[]", "()", "{}"))
    return bare[:-1].rstrip() if is_open and bare[-1] in "])}" else bare


def _is_other(found: re.Match[str], text: str) -> bool:
    """Return whether a word that looks like a label is something else."""
    word, rest = found["word"], text[found.end("word") :]
    if word.upper() in {"MORE", "ETA"} and not word.isupper():
        return True
    is_arrival = word == "ETA" and re.match(r"[\s:]*\d{1,2}[:.h]\d|[\s:]*about\b", rest) is not None
    return is_arrival or _pointer.fullmatch(rest) is not None


def _judge(found: re.Match[str], text: str, emphasised: str, *, is_heading: bool) -> tuple[int, str, float]:
    """Return where a label ends, why it is one, and how sure that is: 0 if it is none."""
    end, rest = found.end(), text[found.end() :]
    after = _when.sub("", found["after"])
    has_colon = ":" in found["sign"] or (":" in found["before"] and not rest.strip())
    has_sign = bool(found["sign"]) or ")" in after or "]" in after
    is_loud = found["word"].isupper()
    begins = rest.lstrip()[:1]
    emphasis = _ends_emphasis(found, text, emphasised)
    if has_colon:
        return end, gettext_noop("It opens with a label and a colon."), 0.97
    if emphasis:
        return max(end, emphasis), gettext_noop("It opens with a label that is set off."), 0.93
    if is_heading and not rest.strip():
        return end, gettext_noop("Its heading is a label."), 0.95
    if has_sign and (found["sign"].strip() != "." or begins.isupper() or not begins):
        return end, gettext_noop("It opens with a label."), 0.9
    if _when.search(found["before"] + found["after"]) and not is_heading:
        return end, gettext_noop("It opens with a label and a time."), 0.85
    return _judge_words(found, text, is_loud=is_loud)


def _judge_words(found: re.Match[str], text: str, *, is_loud: bool) -> tuple[int, str, float]:
    """Judge a label that no sign ends."""
    rest = text[found.end("word") :]
    if phrase := _phrase.match(rest):
        return (
            found.end("word") + phrase.end(),
            gettext_noop("It opens with a label, and whom it is from or for."),
            0.75,
        )
    if found["word"].lower() in {"updated", "edited"} and _purpose.match(rest):
        return 0, gettext_noop("It says that the post was changed, and why."), 0.75
    if is_loud and not rest.strip():
        return found.end(), gettext_noop("It is a label in capitals."), 0.8
    following = text[found.end() :].lstrip()[:2]
    if is_loud and following[:1].isupper() and not following.isupper():
        return found.end(), gettext_noop("It opens with a label in capitals."), 0.75
    return 0, "", 0.0


def _emphasised(block: Block) -> str:
    """Return the text of what a paragraph begins with, if it is set off from the rest."""
    found = _emphasis.match(block.html)
    return to_text(found[2]) if found else ""


def _ends_emphasis(found: re.Match[str], text: str, emphasised: str) -> int:
    """Return where in `text` what is set off ends, if the label is all of it or about all; otherwise 0."""
    words = emphasised.strip()
    at = text.find(words) if words else -1
    end = at + len(words)
    if at < 0 or at > found.start("word") or end < found.end("word"):
        return 0
    extra = text[found.end() : end].strip()
    return end if not extra or extra[0].isupper() else 0
