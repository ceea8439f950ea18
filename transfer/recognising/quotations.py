"""Which quotes are quotations: words of somebody else whose source is known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_noop

from transfer.blocks import Block, Kind, part_paragraph, read_lines, split_html, to_text
from transfer.recognising.attributing import Attribution, is_mention, read_introduction, read_signature
from transfer.recognising.languages import find_language
from transfer.recognising.lines import Line
from transfer.recognising.lines import read_line as read_rich_line
from transfer.recognising.moments import day_said, read_moment, read_relation
from transfer.recognising.naming import find_verb, host_of
from transfer.recognising.trimming import drop_ending
from transfer.recognising.types import RecognisedQuotation


@dataclass(frozen=True)
class Signed:
    """A quote, and the line that signs it as far as there is one."""

    words: Block
    signature: Attribution | None = None


# Longer ones are whole texts, which nobody signs in their last line.
_longest = 20_000
_frame = re.compile(r"<blockquote\b[^>]*>(.*)</blockquote>(.*)", re.DOTALL)
_code = re.compile(r"<(?:pre|code|kbd|tt)\b")
_signing = re.compile(r"<(?:cite|footer|figcaption|small)\b")
_set_off_end = re.compile(r"<(cite|footer|small)\b[^>]*>((?:(?!</?\1\b).)*)</\1>(?:\s|</\w+>)*$", re.DOTALL)
_signed_end = re.compile(r"[»”\"“.!?…],?\s*(?:[—–]|--?)\s*")
_in_brackets = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)?)\)\.?\s*$")


def find_quotations(blocks: Sequence[Block], *, published_at: datetime, language: str) -> list[RecognisedQuotation]:
    """Return the quotations among blocks that stand together, in order, as if they were a body."""
    found: list[RecognisedQuotation] = []
    previous: Attribution | None = None
    for at, block in enumerate(blocks):
        if block.kind is not Kind.QUOTE:
            continue
        before = blocks[at - 1] if at else None
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        signed, attribution, covers = _attribute(block, before, after, previous)
        if attribution is None:
            continue
        previous = attribution
        found.append(
            RecognisedQuotation(
                update=None,
                at=at,
                covers=covers,
                words=signed.words,
                speaker=attribution.speaker,
                source=attribution.source,
                link=attribution.link,
                said_on=_find_day(attribution.when, published_at, language),
                language=find_language(signed.words.html, signed.words.text, language),
                confidence=round(attribution.confidence, 2),
                reason=attribution.reason,
            )
        )
    return found


def _attribute(
    block: Block, before: Block | None, after: Block | None, previous: Attribution | None
) -> tuple[Signed, Attribution | None, int]:
    """Return the quote without what signs it, whom it is attributed to, and how many blocks that takes."""
    signed = _part_signature(block)
    if _is_code(block) or not signed.words.text:
        return signed, None, 1
    address = _find_address(block)
    introduction = None
    if before and before.kind is Kind.PARAGRAPH:
        line = read_rich_line(before.html)
        introduction = read_introduction(line, length=len(block.text), has_address=bool(address), previous=previous)
    if signed.signature:
        return signed, _merge(signed.signature, introduction), 1
    following = _read_following(after)
    if following and not (introduction and is_mention(read_rich_line(after.html if after else ""))):
        return signed, _merge(following, introduction), 2
    if address:
        return signed, _cite(address, introduction), 1
    return signed, introduction, 1


def _merge(signature: Attribution, introduction: Attribution | None) -> Attribution:
    """Return what signs a quote, with what only the sentence before says."""
    if introduction is None:
        return signature
    is_bare = signature.source == host_of(signature.link)
    return replace(
        signature,
        speaker=signature.speaker or introduction.speaker,
        source=introduction.source if is_bare and not introduction.link and introduction.source else signature.source,
        link=signature.link or introduction.link,
        when=f"{signature.when} {introduction.when}",
    )


def _cite(link: str, introduction: Attribution | None) -> Attribution:
    named = introduction and (introduction.source if not introduction.link or introduction.link == link else "")
    return Attribution(
        speaker=introduction.speaker if introduction else "",
        source=named or host_of(link),
        link=link,
        when=introduction.when if introduction else "",
        confidence=0.9,
        reason=gettext_noop("The quote gives the address of its source."),
    )


def _find_address(block: Block) -> str:
    """Return the address that a quote gives itself: in its attribute, or a first line that is a link, as titles are."""
    if block.cite.startswith(("http://", "https://")):
        return block.cite if host_of(block.cite) else ""
    first = next(iter(_split_inside(block)), None)
    if first is None or first.kind not in {Kind.PARAGRAPH, Kind.HEADING}:
        return ""
    line = read_rich_line(part_paragraph(first, {1})[0].html if first.kind is Kind.PARAGRAPH else first.html)
    return next((span.link for span in line.links if span.end - span.start >= len(line.text) - 2), "")


def _is_code(block: Block) -> bool:
    inside = re.sub(r"</?(?:blockquote|p|br)\b[^>]*>|\s", "", block.html)
    return _code.match(inside) is not None


def _read_following(block: Block | None) -> Attribution | None:
    if block is None or block.kind is not Kind.PARAGRAPH or "\n" in block.text:
        return None
    return read_signature(read_rich_line(block.html))


def _split_inside(block: Block) -> list[Block]:
    """Return the blocks inside of a quote, and what stands under it in its figure."""
    found = _frame.search(block.html) if len(block.html) < _longest else None
    return split_html(f"{found[1]}<p>{found[2].removesuffix('</figure>')}</p>") if found else []


def _part_signature(block: Block) -> Signed:
    """Take off a quote the last of its lines, or the end of it, if that signs it."""
    *kept, last = _split_inside(block) or [block]
    if last.kind not in {Kind.PARAGRAPH, Kind.OTHER} or not last.text:
        return Signed(block)
    number = max(number for number, line in enumerate(read_lines(last)) if line)
    *lines, last = part_paragraph(last, {number}) if number else [last]
    kept += lines
    line = read_rich_line(last.html)
    is_set_off = _signing.search(last.html[:40]) is not None
    if kept and (signature := read_signature(line, is_set_off=is_set_off)):
        return Signed(_rebuild(block, kept), signature)
    if end := _find_end(line) or _find_set_off_end(last, line):
        ending, signature = end
        return Signed(_rebuild(block, [*kept, drop_ending(last, ending)]), signature)
    return Signed(block)


def _find_end(line: Line) -> tuple[str, Attribution] | None:
    """Return how a line goes on up to what signs it at its end, and that."""
    if (found := _in_brackets.search(line.text)) and found.start():
        signature = read_signature(line.cut(found.start()))
        return (line.text[found.start() :], signature) if signature and signature.link else None
    ends = list(_signed_end.finditer(line.text))
    if ends and ends[-1].start():
        rest = line.cut(ends[-1].end())
        if rest.links and len(rest.text) < 150 and (find_verb(rest.text) or rest.links[0].start < 40):
            signature = read_signature(rest, is_set_off=True)
            return (line.text[ends[-1].start() + 1 :], signature) if signature else None
    return None


def _find_set_off_end(block: Block, line: Line) -> tuple[str, Attribution] | None:
    """Return the element at the end of a paragraph that signs it, as text, and what it says."""
    found = _set_off_end.search(block.html)
    text = to_text(found[2]) if found else ""
    if not text or not line.text.endswith(text) or text == line.text:
        return None
    signature = read_signature(line.cut(len(line.text) - len(text)), is_set_off=True)
    return (text, signature) if signature else None


def _rebuild(block: Block, parts: Sequence[Block]) -> Block:
    """Return a quote of other parts."""
    opening = re.search(r"<blockquote\b[^>]*>", block.html)
    html = f"{opening[0] if opening else '<blockquote>'}{''.join(part.html for part in parts)}</blockquote>"
    return replace(block, html=html, text=to_text(html))


def _find_day(text: str, published_at: datetime, language: str) -> date | None:
    """Return the day on which words were said that a text published at `published_at` quotes, if it says so."""
    if (relation := read_relation(text)) is not None:
        return published_at.date() + timedelta(relation)
    return day_said(read_moment(text, is_english=language.startswith("en")), published_at)
