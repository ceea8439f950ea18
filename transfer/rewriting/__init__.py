"""HTML from elsewhere becomes Markdown that renders the same. Knows no model.

What Markdown cannot say stays as HTML in it, which `markup` cleans when the text is rendered. markdownify, the library
for this, was tried: its trees take several times as long, and most of it would have been replaced for the Markdown that
`markup` reads.
"""

from transfer.rewriting.blocks import rewrite
from transfer.rewriting.escaping import escape
from transfer.rewriting.notes import Notes

__all__ = ["Notes", "escape", "rewrite"]
