import logging
from importlib.resources import files

from django.conf import settings
from django.core.management.base import BaseCommand
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# What nearly every page needs, and what is fetched only where it occurs.
RANGES = {
    "": "U+0020-007E, U+00A0-00FF, U+2010-2027, U+2030, U+2032-2033, U+2039-203A, U+20AC, U+2116, U+2122, U+2190, "
    "U+2192, U+2212",
    "-extended": "U+0100-017F, U+20BD",
    "-cyrillic": "U+0400-045F, U+0490-0493, U+049A-049B, U+04A2-04A3, U+04AE-04B1, U+04BA-04BB, U+04D8-04D9, "
    "U+04E8-04E9",
}
# Text size; two weights for the upright, one for the italic, whose bold is rare enough to be slanted by the browser.
FACES = {
    "serif": ("SourceSerif4[opsz,wght].ttf", "normal", "400 700", {"opsz": 14, "wght": (400, 700)}),
    "serif-italic": ("SourceSerif4-Italic[opsz,wght].ttf", "italic", "400", {"opsz": 14, "wght": 400}),
}
FEATURES = ["kern", "liga", "mark", "mkmk", "locl", "ccmp", "onum", "lnum", "tnum"]
FACE = """@font-face {{
  font-family: "Source Serif 4"; font-style: {style}; font-weight: {weight}; font-display: optional;
  src: url("{file}") format("woff2"); unicode-range: {range};
}}
"""


class Command(BaseCommand):
    help = "Cut the serif to the letters that are needed, and write it with its style sheet."

    def handle(self, **options):
        logging.getLogger("fontTools").setLevel(logging.ERROR)
        folder = settings.TYPE_DIR / "type"
        folder.mkdir(parents=True, exist_ok=True)
        css = ""
        for name, (file, style, weight, axes) in FACES.items():
            for suffix, characters in RANGES.items():
                target = folder / f"{name}{suffix}.woff2"
                self._cut(files("fontpkg_source_serif_4") / "files" / file, characters, axes, target)
                css += FACE.format(style=style, weight=weight, file=target.name, range=characters)
        # Last, because settings take its presence for "built".
        (folder / "type.css").write_text(css)

    def _cut(self, source, characters, axes, target):
        options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, name_IDs=[])
        with source.open("rb") as file:
            font = TTFont(file)
            subsetter = subset.Subsetter(options)
            subsetter.populate(unicodes=subset.parse_unicodes(characters.replace("U+", "").replace(" ", "")))
            subsetter.subset(font)
            font = instantiateVariableFont(font, axes)
            subset.save_font(font, target, options)
