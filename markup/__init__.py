"""Text in, safe HTML out. Knows no model and no request.

`render()` is the one way in. It runs the pipeline (Markdown, quotations, sanitiser) in a process of its own that stops
itself after `SECONDS_ALLOWED`, because Python-Markdown takes far longer than linear time on some inputs.
"""

from markup.absolute import make_absolute
from markup.bounding import BYTES_ALLOWED, SECONDS_ALLOWED, render
from markup.comparing import BOTH, Piece, compare, merge
from markup.correcting import find_corrected, find_words, put_right, remove_correction
from markup.images import compose_image
from markup.languages import language_attributes
from markup.marking import mark_quotations
from markup.quoting import compose_quotation, extract_quotations, find_markers, replace_markers
from markup.reading import (
    count_words,
    cut_surroundings,
    find_headings,
    find_images,
    find_links,
    holds_words,
    part_quotations,
    to_text,
)
from markup.sanitising import sanitise
from markup.slugs import make_slug
from markup.types import Heading, Labels, Picture, Quote, Rendering, Unrenderable
from markup.versions import Version, add_versions

__all__ = [
    "BOTH",
    "BYTES_ALLOWED",
    "SECONDS_ALLOWED",
    "Heading",
    "Labels",
    "Picture",
    "Piece",
    "Quote",
    "Rendering",
    "Unrenderable",
    "Version",
    "add_versions",
    "compare",
    "compose_image",
    "compose_quotation",
    "count_words",
    "cut_surroundings",
    "extract_quotations",
    "find_corrected",
    "find_headings",
    "find_images",
    "find_links",
    "find_markers",
    "find_words",
    "holds_words",
    "language_attributes",
    "make_absolute",
    "make_slug",
    "mark_quotations",
    "merge",
    "part_quotations",
    "put_right",
    "remove_correction",
    "render",
    "replace_markers",
    "sanitise",
    "to_text",
]
