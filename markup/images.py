"""Images as plain Markdown."""

import re


def compose_image(address: str, *, alt: str = "", title: str = "") -> str:
    """Return the Markdown of an image; a title becomes the caption of one that stands alone."""
    words = re.sub(r"([\\\[\]])", r"\\\1", alt)
    caption = f' "{title.replace('"', "”")}"' if title else ""
    return f"![{words}]({address}{caption})"
