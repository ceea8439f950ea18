"""Quotations as plain Markdown.

A blockquote whose last line attributes it is a quotation:

    > The talks will go on.
    >
    > — Speaker, [Source](https://source.example/), 2008-08-11 {#key .paraphrase lang=ru}

Speaker, date and the braces may be missing; a translation follows the words after a line `*Translation:*`. In a body
that was saved, a line `[quote: key]`, its marker, stands where the quotation stood. In a code block both are just text.

Bodies of any length pass here, so nothing here may take longer than in proportion to it.
"""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from markup.types import Quote

TRANSLATION = "*Translation:*"
# Longer lines are prose.
ATTRIBUTION_LENGTH = 2000

_marker = re.compile(r" {0,3}\[quote: *([\w-]+) *\] *")
# As Python-Markdown knows fences.
_fence = re.compile(r"(`{3,}+|~{3,}+) *(?:\{[^\n]*\}|\.?[\w#.+-]*+(?: +hl_lines=.*)?) *")
_quoted = re.compile(r" {0,3}> ?")
_attribution = re.compile(
    r"(?:—|–|--) ?"
    r"(?P<speaker>(?:\\.|[^\[\]\\])*+)"
    r"\[(?P<source>(?:\\.|[^\[\]\\])++)\]"
    r"\((?P<link>https?://\S+)\)"
    r"(?:, ?(?P<date>[^()]{1,30}))?"
)
_date_formats = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%d.%m.%Y")


def split_blocks(text: str) -> Iterator[list[str]]:
    """Cut `text`, with Unix line ends, into groups of lines: a fenced block, a run of quoted lines, or another line."""
    lines = text.split("\n")
    fences = _find_closing_fences(lines)
    at = 0
    while at < len(lines):
        end = _end_of_fence(lines, at, fences) or _end_of_quoted(lines, at) or at + 1
        yield lines[at:end]
        at = end


def read_marker(block: list[str]) -> str:
    """Return the key of the quotation whose marker `block` is, or an empty text."""
    found = _marker.fullmatch(block[0]) if len(block) == 1 else None
    return found[1] if found else ""


def extract_quotations(text: str) -> Iterator[str | Quote]:
    """Cut `text`, with Unix line ends, into prose and attributed quotations, in order."""
    prose: list[str] = []
    for block in split_blocks(text):
        quote = _read_quotation(block)
        if quote is None:
            prose += block
            continue
        yield "\n".join(prose)
        yield quote
        prose = []
    yield "\n".join(prose)


def find_markers(text: str) -> list[str]:
    """Return the keys that the markers in `text` name, in order."""
    return list(filter(None, map(read_marker, split_blocks(text))))


def replace_markers(text: str, paragraphs: Mapping[str, str]) -> str:
    """Put `paragraphs[key]` in the place of the marker of each key, apart from its neighbours; leave other markers."""
    lines: list[str] = []
    was_replaced = False
    for block in split_blocks(text):
        paragraph = paragraphs.get(read_marker(block))
        is_next_to_one = was_replaced or paragraph is not None
        if is_next_to_one and lines and lines[-1].strip() and block[0].strip():
            lines.append("")
        lines += block if paragraph is None else [paragraph]
        was_replaced = paragraph is not None
    return "\n".join(lines)


def compose_quotation(quote: Quote) -> str:
    """Return the blockquote that `extract_quotations` reads as `quote`."""
    text = f"{quote.text}\n\n{TRANSLATION}\n\n{quote.translation}" if quote.translation else quote.text
    speaker = f"{_escape(quote.speaker)}, " if quote.speaker else ""
    said_on = f", {quote.said_on.isoformat()}" if quote.said_on else ""
    attributes = [
        f"#{quote.key}" if quote.key else "",
        ".paraphrase" if quote.is_paraphrase else "",
        f"lang={quote.language}" if quote.language else "",
    ]
    braces = " ".join(filter(None, attributes))
    attribution = f"— {speaker}[{_escape(quote.source)}]({quote.link}){said_on}"
    lines = [*text.split("\n"), "", f"{attribution} {{{braces}}}" if braces else attribution]
    return "\n".join(f"> {line}" if line else ">" for line in lines)


def _find_closing_fences(lines: list[str]) -> Mapping[str, list[int]]:
    """Return where each kind of closing fence stands."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line.startswith(("```", "~~~")):
            found[line.rstrip()].append(number)
    return found


def _end_of_fence(lines: list[str], at: int, fences: Mapping[str, list[int]]) -> int:
    opening = _fence.fullmatch(lines[at]) if lines[at].startswith(("```", "~~~")) else None
    closings = fences.get(opening[1], []) if opening else []
    following = bisect(closings, at)
    return closings[following] + 1 if following < len(closings) else 0


def _end_of_quoted(lines: list[str], at: int) -> int:
    end = at
    while end < len(lines) and _quoted.match(lines[end]):
        end += 1
    return end if end > at else 0


def _read_quotation(block: list[str]) -> Quote | None:
    if not _quoted.match(block[0]):
        return None
    lines = [_quoted.sub("", line, count=1) for line in block]
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines or len(lines[-1]) > ATTRIBUTION_LENGTH:
        return None
    attribution, attributes = _cut_attributes(lines.pop().strip())
    found = _attribution.fullmatch(attribution)
    text, _, translation = "\n".join(lines).partition(f"\n{TRANSLATION}\n")
    if not found or not text.strip():
        return None
    speaker, said_on = found["speaker"].rstrip(), _read_date(found["date"])
    if (speaker and not speaker.endswith(",")) or (found["date"] and not said_on):
        return None
    return Quote(
        text=text.strip("\n"),
        translation=translation.strip("\n"),
        speaker=_unescape(speaker.removesuffix(",")),
        source=_unescape(found["source"]),
        link=found["link"],
        said_on=said_on,
        key=_value_of("#", attributes),
        language=_value_of("lang=", attributes),
        is_paraphrase=".paraphrase" in attributes,
    )


def _cut_attributes(attribution: str) -> tuple[str, list[str]]:
    """Part an attribution from the words in the braces at its end."""
    before, brace, inside = attribution.rpartition("{")
    if not brace or not inside.endswith("}"):
        return attribution, []
    return before.rstrip(), inside[:-1].split()


def _read_date(text: str | None) -> date | None:
    for form in _date_formats:
        try:
            return datetime.strptime((text or "").strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _value_of(sign: str, attributes: list[str]) -> str:
    return next((word.removeprefix(sign) for word in attributes if word.startswith(sign)), "")


def _escape(text: str) -> str:
    """Return a name as it stands in an attribution: on one line, whatever a form was sent."""
    return re.sub(r"([\\\[\]])", r"\\\1", re.sub(r"\s*[\r\n]\s*", " ", text))


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
