"""What goes in and out of the pipeline."""

from calendar import month_name
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from django.utils.formats import number_format
from django.utils.translation import gettext


@dataclass(frozen=True)
class Quote:
    """Words of somebody else. `text` and `translation` are Markdown; `source` is the name that the link shows."""

    text: str
    source: str
    link: str
    key: str = ""
    speaker: str = ""
    said_on: date | None = None
    language: str = ""
    translation: str = ""
    is_paraphrase: bool = False


@dataclass(frozen=True)
class Labels:
    """The words of the site's own that stand in captions: of a paraphrase, and the months after a day."""

    paraphrased: str = "paraphrased"
    months: tuple[str, ...] = tuple(month_name[1:])


ENGLISH = Labels()


@dataclass(frozen=True)
class Picture:
    """A picture in several widths, by the address that a text gives; each `srcset` lists the files of one encoding."""

    address: str
    width: int
    height: int
    srcset: str
    webp: str
    avif: str

    # The width of the column that texts stand in.
    sizes: ClassVar[str] = "(min-width: 41rem) 38rem, 100vw"


@dataclass(frozen=True)
class Heading:
    """A heading of a text: its level in the page, the id of its element, its words."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Rendering:
    """Safe HTML of a body with its quotations, and that of each quotation's words and translation alone, by key."""

    html: str
    quotes: dict[str, str] = field(default_factory=dict)
    translations: dict[str, str] = field(default_factory=dict)


class Unrenderable(ValueError):  # noqa: N818 - it is a refusal with a reason, not a fault
    """A text that cannot be rendered. The message is for the person who wrote it, and is told in their language."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.message, self.params = message, params

    def __str__(self) -> str:
        numbers = {
            name: number_format(value, force_grouping=True) for name, value in self.params.items() if type(value) is int
        }
        return gettext(self.message) % (self.params | numbers)
