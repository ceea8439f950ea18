"""Pictures as the bytes of files."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

POSITION = "GPS-CANARY"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def draw(kind="JPEG", size=(60, 40), mode="RGB", colour=None, **options):
    """Return a picture as the bytes of a file."""
    file = BytesIO()
    Image.new(mode, size, colour or {"RGBA": (200, 0, 0, 128), "CMYK": (0, 255, 255, 0)}.get(mode, 200)).save(
        file, kind, **options
    )
    return file.getvalue()


def draw_moving(kind):
    """Return a picture of two images, one after the other."""
    images = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    file = BytesIO()
    images[0].save(file, kind, save_all=True, append_images=images[1:], duration=100)
    return file.getvalue()


def exif(**tags):
    """Return position, camera and orientation as cameras write them."""
    data = Image.Exif()
    data[ExifTags.Base.Make] = POSITION
    data[ExifTags.Base.Orientation] = tags.get("orientation", 1)
    data.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    return data


def uploaded(content=None, name="picture.jpg"):
    """Return a file as a form brings it."""
    return SimpleUploadedFile(name, draw() if content is None else content)
