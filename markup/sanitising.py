"""The one allow-list that all HTML made from text passes."""

import re
from collections.abc import Callable

import nh3
from pygments.token import STANDARD_TYPES

_tags = {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
    "ins", "kbd", "li", "mark", "ol", "p", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "source",
    "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u",
    "ul", "var", "wbr",
}  # fmt: skip
_everywhere = {"id", "class", "lang", "dir", "title"}
_attributes = {
    "*": _everywhere,
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "decoding"},
    "source": {"srcset", "sizes", "type"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "details": {"open"},
    "div": {"role", "tabindex", "aria-label"},
}
_classes = {
    "highlight", "footnote", "footnote-ref", "footnote-backref", "quotation", "translation", "paraphrase", "speaker",
    "table-scroll", "corrected", "align-left", "align-center", "align-right",
    # https://microformats.org/wiki/h-cite, for quotations
    "h-cite", "h-card", "p-author", "p-content", "p-summary", "p-publication", "u-url", "dt-published",
    *filter(None, STANDARD_TYPES.values()),
}  # fmt: skip
_values = {
    "cite": re.compile(r"https?://.*", re.DOTALL),
    # what the pipeline writes itself: files of this site, each with its width
    "srcset": re.compile(r"/\w[\w./-]* \d+w(, /\w[\w./-]* \d+w)*"),
    # of a table that scrolls
    "role": re.compile("group"),
    "tabindex": re.compile("0"),
}
# The parts of a page that a text may point to although they are not its own.
_shared_anchor = re.compile(r"(update-\d+|corrected-\d+|quote-[\w-]+)")
# The elements that have such an id.
_shared_ids = {"figure": "quote-", "sup": "corrected-"}


def sanitise(html: str, *, ids: str, rel: str | None = None) -> str:
    """Return `html` with nothing but harmless elements; every id and every link to one begins with `ids`.

    `rel` is what links are to the site, where that is to be said.
    """
    return clean(html, attribute_filter=_attribute_filter(ids), rel=rel)


def clean(html: str, *, attribute_filter: Callable[[str, str, str], str | None], rel: str | None = None) -> str:
    """Return `html` with the elements and attributes of the allow-list; `attribute_filter` has the last word."""
    return nh3.clean(
        html,
        tags=_tags,
        attributes=_attributes,
        attribute_filter=attribute_filter,
        url_schemes={"http", "https", "mailto"},
        link_rel=rel,
        set_tag_attribute_values={"img": {"loading": "lazy"}},
    )


def _attribute_filter(ids: str) -> Callable[[str, str, str], str | None]:
    def keep(tag: str, name: str, value: str) -> str | None:
        if name == "class":
            return " ".join(word for word in value.split() if word in _classes) or None
        if name == "id":
            return _own_anchor(value, is_shared=tag in _shared_ids and value.startswith(_shared_ids[tag]))
        if name == "href" and value.startswith("#"):
            return "#" + _own_anchor(value[1:], is_shared=bool(_shared_anchor.fullmatch(value[1:])))
        return value if name not in _values or _values[name].fullmatch(value) else None

    def _own_anchor(name: str, *, is_shared: bool) -> str:
        return name if is_shared else ids + name

    return keep
