"""HTML from elsewhere becomes Markdown that renders the same. Knows no model.

What Markdown cannot say stays as HTML in it, which `markup` cleans when the text is rendered. A library for this, such
as markdownify, writes Markdown of its own habits: to be read by `markup` most of it would have to be replaced.
"""

from transfer.rewriting.blocks import rewrite
from transfer.rewriting.escaping import escape
from transfer.rewriting.notes import Notes

__all__ = ["Notes", "escape", "rewrite"]
