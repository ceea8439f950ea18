"""Pictures as readers get them: checked, upright, in the colours of the web, in several widths, and nothing besides.

Everything is drawn anew from the pixels, so that position, camera and whatever else a file carries stay behind.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from threading import Lock

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext, gettext_noop
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
BYTES_ALLOWED = 20 * 1024 * 1024
PIXELS_ALLOWED = 50_000_000
# The column of a text is 38rem wide: one of these fits a phone, a desktop, and either of them at twice the density.
WIDTHS = (480, 960, 1440)
WIDEST, HIGHEST = WIDTHS[-1], 4320
# The best last: browsers take the first that they know, and the JPEG is for whoever knows nothing newer.
ENCODINGS = {
    "avif": ("AVIF", {"quality": 60, "speed": 8}),
    "webp": ("WEBP", {"quality": 80, "method": 4}),
    "jpg": ("JPEG", {"quality": 82, "optimize": True, "progressive": True}),
}

TOO_LARGE = gettext_noop("This file has more than 20 MB. Save the picture smaller and choose it again.")
TOO_MANY_PIXELS = gettext_noop("This picture has more than 50 million pixels. Save it smaller and choose it again.")
NO_PICTURE = gettext_noop("This is no picture that can be shown here. Choose a JPEG, PNG, WebP, AVIF or GIF file.")
SVG = gettext_noop("An SVG drawing can hold programs, so it is not taken. Save it as a PNG file and choose that.")
MOVES = gettext_noop("This picture moves, and only still ones can be shown here. Save one image of it and choose that.")

_on_their_side = {5, 6, 7, 8}
# One picture at a time: a large one takes a few hundred megabytes while it is drawn.
_drawing = Lock()


@dataclass(frozen=True)
class Drawing:
    """A picture in every width and encoding; width and height are those of the largest."""

    width: int
    height: int
    widths: list[int]
    files: dict[tuple[int, str], bytes]
    kind: str


def draw(file: File) -> Drawing:
    """Return the picture in `file` as readers get it. Raises ValidationError with words for whoever chose it."""
    if file.size > BYTES_ALLOWED:
        raise ValidationError(gettext(TOO_LARGE), code="too_large")
    with _drawing:
        kind, image = _read(file)
        return _encode(image, kind)


def _read(file: File) -> tuple[str, Image.Image]:
    """Return what kind of file it is, and its pixels."""
    try:
        file.seek(0)
        with Image.open(file, formats=FORMATS) as image:
            _refuse(image)
            return image.format or "", _plain(image)
    except (ValidationError, UnidentifiedImageError) as error:
        raise _say_why(file, error) from error
    except Exception as error:  # whatever a broken or hostile file makes a decoder raise, the file is to blame
        raise ValidationError(gettext(NO_PICTURE), code="no_picture") from error


def _refuse(image: Image.Image) -> None:
    """Raise ValidationError for a picture that is too large to be decoded, or that moves."""
    if image.width * image.height > PIXELS_ALLOWED:
        raise ValidationError(gettext(TOO_MANY_PIXELS), code="too_large")
    # The other images of an MPO, which is how many cameras write JPEG, are previews.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise ValidationError(gettext(MOVES), code="moves")


def _say_why(file: File, error: Exception) -> ValidationError:
    if isinstance(error, ValidationError):
        return error
    file.seek(0)
    is_svg = b"<svg" in file.read(4096).lower() or str(file.name).lower().endswith((".svg", ".svgz"))
    return ValidationError(gettext(SVG if is_svg else NO_PICTURE), code="no_picture")


def _plain(image: Image.Image) -> Image.Image:
    """Return the pixels of `image` alone: upright, not larger than is shown, in the colours of the web."""
    is_on_its_side = image.getexif().get(ExifTags.Base.Orientation) in _on_their_side
    box = (HIGHEST, WIDEST) if is_on_its_side else (WIDEST, HIGHEST)
    if image.mode.startswith("I"):
        # 16 bits of grey
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode in {"1", "P"} or "transparency" in image.info:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail(box)
    plain = _in_srgb(ImageOps.exif_transpose(image))
    plain.info.clear()
    return plain


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return `image` with its colours as browsers take them where no profile says otherwise."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if profile := image.info.get("icc_profile"):
        # A broken profile, or one of another kind of picture, says nothing.
        with suppress(ImageCms.PyCMSError, OSError):
            return ImageCms.profileToProfile(image, BytesIO(profile), _srgb(), outputMode=mode) or image
    return image.convert(mode)


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _encode(image: Image.Image, kind: str) -> Drawing:
    widths = [*(width for width in WIDTHS if width < image.width), image.width]
    files: dict[tuple[int, str], bytes] = {}
    for width in widths:
        size = (width, max(1, round(image.height * width / image.width)))
        sized = image.resize(size, Image.Resampling.LANCZOS)
        files |= {(width, ending): content for ending, content in _encode_each(sized)}
    return Drawing(image.width, image.height, widths, files, kind)


def _encode_each(image: Image.Image) -> Iterator[tuple[str, bytes]]:
    for ending, (kind, options) in ENCODINGS.items():
        drawn = BytesIO()
        (_on_white(image) if kind == "JPEG" else image).save(drawn, kind, **options)
        yield ending, drawn.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Return `image` without transparency, which JPEG does not know."""
    if image.mode == "RGB":
        return image
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image)
    return white.convert("RGB")
