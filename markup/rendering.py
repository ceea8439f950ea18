"""The pipeline: Markdown, with quotations in their places, through the sanitiser."""

import re
import xml.etree.ElementTree as ET
from datetime import date
from functools import cache
from html import escape

from django.utils.translation import gettext_noop
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.codehilite import CodeHiliteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from markup.correcting import CORRECTION
from markup.languages import language_attributes
from markup.quoting import read_marker, split_blocks
from markup.sanitising import sanitise
from markup.types import Labels, Picture, Quote, Rendering, Unrenderable

NO_QUOTATION = gettext_noop(
    "The marker [quote: %(key)s] names no quotation of this text. Correct it, or add the quotation."
)
NO_CORRECTION = gettext_noop(
    "The marker [correction: %(number)s] names no correction. Give the number of an update that is one."
)
CORRECTED_TWICE = gettext_noop("The marker [correction: %(number)s] stands more than once. Keep one.")
PLACED_TWICE = gettext_noop("The marker [quote: %(key)s] stands more than once. Keep one.")

_headings = [f"h{n}" for n in range(1, 7)]


def render_unbounded(  # noqa: PLR0913 - as `markup.render`
    text: str,
    quotes: list[Quote],
    *,
    ids: str,
    level: int,
    labels: Labels,
    pictures: list[Picture],
    corrections: dict[int, str],
) -> Rendering:
    """Render as `markup.render` does, for as long as it takes.

    Raises Unrenderable for a marker that names no quotation or correction, or one that stands twice.
    """
    shown = {picture.address: picture for picture in pictures}
    words = {quote.key: _render_words(quote.text, shown) for quote in quotes}
    translations = {quote.key: _render_words(quote.translation, shown) for quote in quotes}
    figures = {quote.key: _render_figure(quote, words[quote.key], translations[quote.key], labels) for quote in quotes}
    body = _body_markdown()
    body.prepare(figures, level, shown, corrections)
    html = body.convert(text)
    _refuse_wrong_markers(body.placed, figures)
    _refuse_wrong_corrections(body.corrected, corrections)
    unplaced = [figure for key, figure in figures.items() if key not in body.placed]
    safe = sanitise("\n".join([html, *unplaced]), ids=ids)
    alone = [{key: sanitise(html, ids=f"{ids}{key}-") for key, html in each.items()} for each in (words, translations)]
    return Rendering(safe, *alone)


def start_afresh() -> None:
    """Forget the converters: one that was interrupted is not fit for the next text."""
    _body_markdown.cache_clear()
    _words_markdown.cache_clear()


def _refuse_wrong_markers(placed: list[str], figures: dict[str, str]) -> None:
    for key in placed:
        if key not in figures:
            raise Unrenderable(NO_QUOTATION, key=key)
        if placed.count(key) > 1:
            raise Unrenderable(PLACED_TWICE, key=key)


def _refuse_wrong_corrections(corrected: list[int], corrections: dict[int, str]) -> None:
    for number in corrected:
        if number not in corrections:
            raise Unrenderable(NO_CORRECTION, number=str(number))
        if corrected.count(number) > 1:
            raise Unrenderable(CORRECTED_TWICE, number=str(number))


def _render_figure(quote: Quote, words: str, translated: str, labels: Labels) -> str:
    link = _plain(quote.link)
    translation = f'<div class="translation">{translated}</div>' if translated else ""
    content = "p-summary" if quote.is_paraphrase else "p-content"
    lang = language_attributes(_plain(quote.language))
    return (
        f'<figure class="quotation h-cite" id="quote-{_plain(quote.key)}">'
        f'<blockquote class="{content}" cite="{link}"{lang}>{words}</blockquote>'
        f"{translation}<figcaption>{_render_caption(quote, link, labels)}</figcaption></figure>"
    )


def _render_caption(quote: Quote, link: str, labels: Labels) -> str:
    """Say who said it, where and when, with the classes of an h-cite (https://microformats.org/wiki/h-cite)."""
    source = "p-publication" if quote.speaker else "p-author p-publication"
    parts = [
        f'<span class="speaker p-author h-card">{_plain(quote.speaker)}</span>' if quote.speaker else "",
        f'<cite class="{source}"><a class="u-url" href="{link}">{_plain(quote.source)}</a></cite>',
        _render_date(quote.said_on, labels) if quote.said_on else "",
        f'<span class="paraphrase">{_plain(labels.paraphrased)}</span>' if quote.is_paraphrase else "",
    ]
    return ", ".join(filter(None, parts))


def _render_date(day: date, labels: Labels) -> str:
    text = f"{day.day} {_plain(labels.months[day.month - 1])} {day.year}"
    return f'<time class="dt-published" datetime="{day}">{text}</time>'


def _plain(text: str) -> str:
    """Return `text` for HTML, without the signs that Markdown uses between its own stages."""
    return escape(text.translate({ord(STX): None, ord(ETX): None}))


def _render_words(text: str, pictures: dict[str, Picture]) -> str:
    words = _words_markdown()
    words.prepare({}, 6, pictures)
    return words.convert(text)


class _Converter(Markdown):
    """Markdown that knows which quotations, pictures and corrections there are, and how high a heading may stand."""

    figures: dict[str, str]
    placed: list[str]
    top_level: int
    pictures: dict[str, Picture]
    corrections: dict[int, str]
    corrected: list[int]

    def prepare(
        self,
        figures: dict[str, str],
        top_level: int,
        pictures: dict[str, Picture],
        corrections: dict[int, str] | None = None,
    ) -> None:
        self.reset()
        self.figures, self.placed, self.top_level, self.pictures = figures, [], top_level, pictures
        self.corrections, self.corrected = corrections or {}, []


@cache
def _words_markdown() -> _Converter:
    return _Converter(extensions=["smarty", _Structure()], output_format="html")


@cache
def _body_markdown() -> _Converter:
    return _Converter(
        extensions=[
            "abbr", "attr_list", "def_list", "fenced_code", "footnotes", "smarty",
            CodeHiliteExtension(css_class="highlight", guess_lang=False), TableExtension(use_align_attribute=True),
            TocExtension(slugify=slugify_unicode), _Structure(), _Quotations(), _Corrections(),
        ],
        output_format="html",
    )  # fmt: skip


class _Quotations(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        # Before fenced code (25) is put aside, so that `quoting` alone decides what is a marker.
        md.preprocessors.register(_MarkerPreprocessor(md), "quotations", 26)


class _MarkerPreprocessor(Preprocessor):
    """Put each quotation where its marker stands."""

    md: _Converter

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        for block in split_blocks("\n".join(lines)):
            key = read_marker(block)
            out += ["", self._place(key), ""] if key else block
        return out

    def _place(self, key: str) -> str:
        self.md.placed.append(key)
        return self.md.htmlStash.store(self.md.figures.get(key, ""))


class _Corrections(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        # After code (190) and escaped signs (180), before brackets are links (170).
        md.inlinePatterns.register(_CorrectionProcessor(CORRECTION, md), "corrections", 175)


class _CorrectionProcessor(InlineProcessor):
    """Say at the place of each marker that something was corrected there."""

    md: _Converter

    def handleMatch(  # type: ignore[override]  # noqa: N802 - as Markdown's own of this kind
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | str, int, int]:
        number = int(m[1])
        self.md.corrected.append(number)
        label = self.md.corrections.get(number)
        return _correction(number, label) if label else "", m.start(), m.end()


def _correction(number: int, label: str) -> ET.Element:
    mark = ET.Element("sup", {"class": "corrected", "id": f"corrected-{number}"})
    ET.SubElement(mark, "a", {"href": f"#update-{number}"}).text = AtomicString(label)
    return mark


class _Structure(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        # Before toc (5) gives headings their anchors, after the text in them is there.
        md.treeprocessors.register(_StructureTreeprocessor(md), "structure", 6)


class _StructureTreeprocessor(Treeprocessor):
    """Fit the text into a page: headings below its own, tables that scroll, alignment by class, pictures in widths."""

    md: _Converter

    def run(self, root: ET.Element) -> None:
        headings = [element for element in root.iter() if element.tag in _headings]
        shift = self.md.top_level - min((int(h.tag[1]) for h in headings), default=0)
        for heading in headings:
            heading.tag = f"h{min(6, int(heading.tag[1]) + shift)}"
        for cell in [*root.iter("th"), *root.iter("td")]:
            if align := cell.attrib.pop("align", ""):
                cell.set("class", f"align-{align}")
        for paragraph in root.iter("p"):
            self._caption_image(paragraph)
        for parent in list(root.iter()):
            self._wrap_tables(parent)
            self._wrap_pictures(parent)

    def _caption_image(self, paragraph: ET.Element) -> None:
        """Make an image that stands alone, and has a title, a figure with that as its caption."""
        image = paragraph[0] if len(paragraph) == 1 else None
        if (
            image is None
            or image.tag != "img"
            or not image.get("title")
            or (paragraph.text or image.tail or "").strip()
        ):
            return
        paragraph.tag = "figure"
        caption = ET.SubElement(paragraph, "figcaption")
        caption.text = image.attrib.pop("title")

    def _wrap_tables(self, parent: ET.Element) -> None:
        for index, child in enumerate(parent):
            if child.tag == "table":
                attributes = {
                    "class": "table-scroll",
                    "role": "group",
                    "tabindex": "0",
                    "aria-label": "Table",
                }
                wrapper = ET.Element("div", attributes)
                wrapper.append(child)
                wrapper.tail, child.tail = child.tail, ""
                parent[index] = wrapper

    def _wrap_pictures(self, parent: ET.Element) -> None:
        """Offer each picture in all its widths and encodings, with its size, so that nothing moves when it comes."""
        for index, child in enumerate(parent):
            picture = self.md.pictures.get(child.get("src", "")) if child.tag == "img" else None
            if picture is None:
                continue
            wrapper = ET.Element("picture")
            for kind in ("avif", "webp"):
                srcset = {"srcset": getattr(picture, kind), "sizes": picture.sizes}
                ET.SubElement(wrapper, "source", {"type": f"image/{kind}"} | srcset)
            child.attrib |= {"srcset": picture.srcset, "sizes": picture.sizes}
            child.attrib |= {"width": str(picture.width), "height": str(picture.height), "decoding": "async"}
            wrapper.append(child)
            wrapper.tail, child.tail = child.tail, ""
            parent[index] = wrapper
