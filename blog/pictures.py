"""Uploaded pictures: checked, and stored as new files that hold nothing but what is to be seen."""

from hashlib import sha256
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext, gettext_noop
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
BYTES_ALLOWED = 20 * 1024 * 1024
PIXELS_ALLOWED = 50_000_000
WIDEST, HIGHEST = 1440, 2000

TOO_LARGE = gettext_noop("This file has more than 20 MB. Save the picture smaller and choose it again.")
TOO_MANY_PIXELS = gettext_noop("This picture has more than 50 million pixels. Save it smaller and choose it again.")
NO_PICTURE = gettext_noop("This is no picture that can be shown here. Choose a JPEG, PNG, WebP or AVIF file.")


def make_picture(file) -> ContentFile:
    """Return an uploaded `file` as a WebP of at most WIDEST × HIGHEST pixels, named by its content.

    It is drawn anew, so that position, camera and whatever else the file carried stay behind. Raises ValidationError.
    """
    if file.size > BYTES_ALLOWED:
        raise ValidationError(gettext(TOO_LARGE))
    drawn = BytesIO()
    try:
        file.seek(0)
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > PIXELS_ALLOWED:
                raise ValidationError(gettext(TOO_MANY_PIXELS))
            _draw(image).save(drawn, "WEBP", quality=80, method=6)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(gettext(NO_PICTURE)) from error
    content = drawn.getvalue()
    return ContentFile(content, name=f"{sha256(content).hexdigest()[:32]}.webp")


def _draw(image: Image.Image) -> Image.Image:
    """Return the pixels of `image` alone, upright, in the colours of the web."""
    upright = ImageOps.exif_transpose(image)
    colours = "RGBA" if upright.has_transparency_data else "RGB"
    drawn = upright.convert(colours)
    drawn.thumbnail((WIDEST, HIGHEST))
    drawn.info.clear()
    return drawn
