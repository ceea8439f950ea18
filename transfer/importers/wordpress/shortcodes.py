"""Shortcodes, the words in square brackets that WordPress replaces when it shows a text."""

import re
from collections.abc import Callable, Iterable
from html import escape, unescape

from django.utils.translation import gettext as _

from transfer.importers.wordpress.attachments import Attachment, Attachments
from transfer.rewriting import Notes

_attribute = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|"([^"]*)"|'([^']*)'|([^\s"']+)""")
_media = "audio|video|playlist|wpvideo|youtube|vimeo|dailymotion|soundcloud|googlevideo|embed|flickr|slideshare|ted"
_known = re.compile(
    r"\[(?P<escaped>\[)?(?P<name>wp_caption|caption|gallery|sourcecode|source|code|" + _media + r")"
    r"(?P<attributes>(?=[\s=:\]/])(?:\"[^\"]*\"|'[^']*'|[^\]\"'])*?)(?P<closed>/)?\]"
    r"(?:(?P<inside>(?:(?!\[/?(?P=name)\b).)*?)\[/(?P=name)\])?(?(escaped)\])",
    re.DOTALL,
)
_unknown = re.compile(r"\[([a-z][\w-]{2,40})(?=[\s\]/])(?:\s+[\w-]+=[^\]]*|\s*/)?\]|\[/([a-z][\w-]{2,40})\]")
_addresses = {
    "youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/", "wpvideo": "https://videopress.com/v/",
    "dailymotion": "https://www.dailymotion.com/video/", "ted": "https://www.ted.com/talks/",
}  # fmt: skip
_image = re.compile(r"<(?:a\b[^>]*>\s*<)?img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)


def replace_shortcodes(text: str, number: str, attachments: Attachments, notes: Notes) -> str:
    """Return the text of the item of that number, with HTML for the shortcodes that WordPress itself brings.

    Those of plugins stay as they are written, which is what WordPress shows without the plugin, and are noted.
    """

    def replace(found: re.Match[str]) -> str:
        if found["escaped"]:
            return found[0][1:-1].replace("[", "&#91;")
        write = _writers.get(found["name"], _write_media)
        said = _read_attributes(found["attributes"])
        html = write(said, found["inside"] or "", _Context(found["name"], number, attachments, notes))
        return f"\n\n{html}\n\n" if html else found[0]

    text = _known.sub(replace, text)
    unknown = {}
    for found in _unknown.finditer(text):
        if found[2] or "=" in found[0]:
            unknown[found[1] or found[2]] = True
    for name in unknown:
        notes.add(_("The shortcode [%s] of a plugin stays as it is written.") % name)
    return text


class _Context:
    def __init__(self, name: str, number: str, attachments: Attachments, notes: Notes) -> None:
        self.name, self.number, self.attachments, self.notes = name, number, attachments, notes


def _read_attributes(text: str) -> dict[str, str]:
    """Return the attributes by name; one without a name is named by its place, from 0."""
    said: dict[str, str] = {}
    for found in _attribute.finditer(unescape(text.replace("”", '"').replace("″", '"')).lstrip("=: ")):
        name = found[1] or str(sum(key.isdigit() for key in said))
        said[name.lower()] = next((value for value in found.groups()[1:] if value is not None), "")
    return said


def _write_caption(said: dict[str, str], inside: str, context: _Context) -> str:
    image = _image.search(inside)
    if not image:
        return inside
    caption = said.get("caption") or inside[image.end() :].strip()
    return f"<figure>{image[0]}<figcaption>{caption}</figcaption></figure>" if caption else f"<p>{image[0]}</p>"


def _write_gallery(said: dict[str, str], inside: str, context: _Context) -> str:
    numbers = [each.strip() for each in (said.get("ids") or said.get("include") or "").split(",") if each.strip()]
    excluded = {each.strip() for each in said.get("exclude", "").split(",")}
    if numbers:
        shown: Iterable[Attachment | None] = (context.attachments.get(number) for number in numbers)
    else:
        shown = context.attachments.images_of(said.get("id") or context.number)
    images = [each for each in shown if each and each.number not in excluded]
    if len(images) < len(numbers):
        context.notes.add(_("A gallery names pictures that are not in the export."))
    if not images:
        context.notes.add(_("A gallery is left out: none of its pictures is in the export."))
        return "<!-- -->"
    context.notes.add(_("A gallery is a row of pictures now."))
    return "\n".join(each.as_figure() for each in images)


def _write_code(said: dict[str, str], inside: str, context: _Context) -> str:
    language = said.get("language") or said.get("lang") or said.get("0") or ""
    return f'<pre class="language-{escape(language)}">{escape(unescape(inside))}</pre>'


def _write_media(said: dict[str, str], inside: str, context: _Context) -> str:
    """Return a link to what is played or embedded."""
    formats = ("src", "url", "mp4", "m4v", "webm", "ogv", "mp3", "ogg", "m4a", "wav", "flv", "wmv", "href", "id", "0")
    address = next((said[name] for name in formats if said.get(name)), "") or re.sub(r"<[^>]*>", "", inside).strip()
    if context.name == "playlist":
        played = [context.attachments.get(number.strip()) for number in said.get("ids", "").split(",")]
        links = [f'<li><a href="{escape(each.url)}">{escape(each.title)}</a></li>' for each in played if each]
        return f"<ul>{''.join(links)}</ul>" if links else ""
    if address and "/" not in address and context.name in _addresses:
        address = _addresses[context.name] + address
    if not re.match(r"(?:https?:)?//|/", address):
        return ""
    context.notes.add(
        _("What [%(name)s] played is a link now: %(address)s") % {"name": context.name, "address": address}
    )
    return f'<p><a href="{escape(address)}">{escape(re.sub("^(?:https?:)?//(?:www[.])?", "", address))}</a></p>'


_writers: dict[str, Callable[[dict[str, str], str, _Context], str]] = {
    "caption": _write_caption,
    "wp_caption": _write_caption,
    "gallery": _write_gallery,
    "code": _write_code,
    "source": _write_code,
    "sourcecode": _write_code,
}
