"""Quotations as plain Markdown.

A blockquote whose last line attributes it is a quotation:

    > The talks will go on.
    >
    > — Speaker, [Source](https://source.example/), 2008-08-11 {#key .paraphrase lang=ru}

Speaker, date and the braces may be missing; a translation follows the words after a line `*Translation:*`. In a body
that was saved, a line `[quote: key]` stands where the quotation stood.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from markup.types import Quote

MARKER = re.compile(r" {0,3}\[quote: *([\w-]+) *\] *")
TRANSLATION = "*Translation:*"
# Longer lines are prose. The bound also keeps the patterns below from being asked to search a megabyte.
ATTRIBUTION_LENGTH = 2000

_fence = re.compile(r"(`{3,}|~{3,})[^`]*")
_quoted = re.compile(r" {0,3}> ?")
_attribution = re.compile(
    r"(?:—|–|--) ?"
    r"(?:(?P<speaker>(?:\\.|[^\[\]\\])+?), ?)?"
    r"\[(?P<source>(?:\\.|[^\[\]\\])+)\]"
    r"\((?P<link>https?://\S+)\)"
    r"(?:, ?(?P<date>[^{}]+?))?"
    r"(?: ?\{(?P<attributes>[^{}]*)\})? *"
)
_date_formats = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%d.%m.%Y")


def extract_quotations(text: str) -> Iterator[str | Quote]:
    r"""Cut `text` (lines end in \\n) into prose and attributed quotations, in order. Code blocks count as prose."""
    prose: list[str] = []
    for block in _blocks(text.split("\n")):
        quote = _read_quotation(block)
        if quote is None:
            prose += block
            continue
        yield "\n".join(prose)
        yield quote
        prose = []
    yield "\n".join(prose)


def replace_markers(text: str, blocks: Mapping[str, str]) -> str:
    """Put `blocks[key]` in the place of each `[quote: key]` line; markers of other keys stay as they are."""
    lines: list[str] = []
    for block in _blocks(text.split("\n")):
        marker = MARKER.fullmatch(block[0]) if len(block) == 1 else None
        lines += [blocks[marker[1]]] if marker and marker[1] in blocks else block
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


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Group lines: a fenced code block, a run of quoted lines, or one other line."""
    at = 0
    while at < len(lines):
        end = _end_of_fence(lines, at) or _end_of_quoted(lines, at) or at + 1
        yield lines[at:end]
        at = end


def _end_of_fence(lines: list[str], at: int) -> int:
    opening = _fence.fullmatch(lines[at])
    if not opening:
        return 0
    closings = (n for n in range(at + 1, len(lines)) if lines[n].rstrip() == opening[1])
    return next(closings, -1) + 1


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
    found = _attribution.fullmatch(lines.pop().strip())
    text, _, translation = "\n".join(lines).partition(f"\n{TRANSLATION}\n")
    said_on = _read_date(found["date"]) if found else None
    if not found or not text.strip() or (found["date"] and not said_on):
        return None
    attributes = (found["attributes"] or "").split()
    return Quote(
        text=text.strip("\n"),
        translation=translation.strip("\n"),
        speaker=_unescape(found["speaker"] or ""),
        source=_unescape(found["source"]),
        link=found["link"],
        said_on=said_on,
        key=_value_of("#", attributes),
        language=_value_of("lang=", attributes),
        is_paraphrase=".paraphrase" in attributes,
    )


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
    return re.sub(r"([\\\[\]])", r"\\\1", text)


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
