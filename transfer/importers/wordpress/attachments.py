"""The files that posts show: what the export says of each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from transfer.importers.wordpress.reading import Item

_endings = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".bmp", ".svg", ".tif", ".tiff")


@dataclass(frozen=True)
class Attachment:
    """A file that was uploaded at the origin; `file` is its path below the folder of uploads."""

    number: str
    url: str
    file: str
    title: str
    caption: str
    alt: str
    position: int

    @property
    def is_image(self) -> bool:
        return self.url.lower().endswith(_endings)

    def as_figure(self) -> str:
        """Return the picture with its caption."""
        image = f'<img src="{escape(self.url)}" alt="{escape(self.alt or self.title)}">'
        return f"<figure>{image}<figcaption>{self.caption}</figcaption></figure>" if self.caption else f"<p>{image}</p>"


class Attachments:
    """All attachments of an export, by number and by the post that they were uploaded to."""

    def __init__(self) -> None:
        self._all: dict[str, Attachment] = {}
        self._of: dict[str, list[Attachment]] = defaultdict(list)

    def add(self, item: Item) -> None:
        """Take in an item of kind `attachment`."""
        url = item.attachment_url or item.guid
        file = item.meta.get("_wp_attached_file") or url.partition("/uploads/")[2]
        alt = item.meta.get("_wp_attachment_image_alt", "")
        attachment = Attachment(item.number, url, file, item.title, item.excerpt, alt, item.position)
        if item.number not in self._all:
            self._of[item.parent].append(attachment)
        self._all[item.number] = attachment

    def get(self, number: str) -> Attachment | None:
        """Return the attachment of that number, or None."""
        return self._all.get(number)

    def images_of(self, number: str) -> list[Attachment]:
        """Return the pictures that were uploaded to the item of that number, in their order."""
        return sorted((each for each in self._of[number] if each.is_image), key=lambda each: each.position)

    def __iter__(self) -> Iterator[Attachment]:
        return iter(self._all.values())

    def __len__(self) -> int:
        return len(self._all)
