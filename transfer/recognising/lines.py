"""Text with what is linked and what is set off in it, cut into sentences."""

import re
from dataclasses import dataclass
from html import unescape

from transfer.recognising.trimming import PIECE


@dataclass(frozen=True)
class Span:
    """Part of a line: from `start` up to `end`; `link` is its address, empty for words in italics."""

    start: int
    end: int
    link: str


@dataclass(frozen=True)
class Line:
    text: str
    spans: tuple[Span, ...] = ()

    @property
    def links(self) -> list[Span]:
        """Return the links that lead to other sites."""
        return [span for span in self.spans if span.link]

    def words(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def cut(self, start: int, end: int | None = None) -> "Line":
        """Return a part of the line, with the spans that begin in it."""
        end = len(self.text) if end is None else end
        spans = (
            Span(span.start - start, min(span.end, end) - start, span.link)
            for span in self.spans
            if start <= span.start < end
        )
        return Line(self.text[start:end], tuple(spans))


_tag = re.compile(r"<(/?)(a|i|em|cite|br)\b")
_href = re.compile(r"""\bhref=(?:"([^"]*)"|'([^']*)')""")
_sentence_end = re.compile(r"[.!?…]['\"”»)\]]*+\s+(?=['\"“„«(\[@—–]*+[^\W\d_a-zà-öø-ÿа-яё])")
_abbreviation = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Rev|Hon|St|No|vs|Jr|Sr|Inc|Co|Corp|al|Nr|Hr|Fr|Mme|Mlle|им|св|ул|"
    r"г|стр)|(?:^|[\W\d_])[^\W\d_])\.$"
)


def read_line(html: str) -> Line:
    """Return the text of well-formed `html` with the links to other sites and the words in italics."""
    text, spans, opened = "", [], []
    for piece in PIECE.split(html):
        tag = _tag.match(piece)
        if not piece.startswith("<"):
            words = re.sub(r"\s+", " ", unescape(piece))
            text += words[1:] if words[:1] == " " and text[-1:] in {"", " "} else words
        elif tag and tag[2] == "br":
            text += " "
        elif tag and not tag[1]:
            href = _href.search(piece)
            opened.append((len(text), unescape((href[1] or href[2] or "") if href else "").strip(), tag[2]))
        elif tag and opened:
            start, link, name = opened.pop()
            is_foreign = link.lower().startswith(("http://", "https://"))
            if start < len(text) and (is_foreign or name != "a"):
                spans.append(Span(start, len(text), link))
    return Line(text.rstrip(), tuple(sorted(spans, key=lambda span: span.start)))


def split_sentences(line: Line) -> list[Line]:
    """Return the sentences of a line, the last three at most."""
    ends = [found.end() for found in _sentence_end.finditer(line.text) if not _is_abbreviation(line.text, found)]
    starts = [0, *ends][-3:]
    return [line.cut(start, end) for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True)]


def _is_abbreviation(text: str, found: re.Match[str]) -> bool:
    return _abbreviation.search(text[max(0, found.start() - 8) : found.start() + 1]) is not None
