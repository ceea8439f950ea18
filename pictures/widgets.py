from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms import TextInput
from django.forms.widgets import Script
from django.urls import reverse_lazy

from pictures.models import Picture

UPLOAD, CHOOSE = reverse_lazy("admin:pictures_picture_upload"), reverse_lazy("admin:pictures_picture_choose")
_scripts = (Script("js/pictures.js", defer=True),)


class PictureTextarea(AdminTextareaWidget):
    """A text that takes pictures: dropped, pasted, or chosen from the library."""

    template_name = "pictures/textarea.html"

    class Media:
        js = _scripts

    def __init__(self, attrs=None):
        super().__init__(attrs={"data-pictures-url": UPLOAD, "data-choose-url": CHOOSE} | (attrs or {}))


class PictureInput(TextInput):
    """The number of a picture; with scripts, the picture itself, chosen from the library."""

    template_name = "pictures/input.html"

    class Media:
        js = _scripts

    def __init__(self, attrs=None):
        known = {
            "data-picture-input": "",
            "data-pictures-url": UPLOAD,
            "data-choose-url": CHOOSE,
            "inputmode": "numeric",
            "size": 8,
        }
        super().__init__(attrs=known | (attrs or {}))

    def get_context(self, name, value, attrs):
        number = str(value or "")
        is_number = number.isascii() and number.isdecimal() and len(number) < 19
        picture = Picture.objects.filter(pk=number).first() if is_number else None
        return super().get_context(name, value, attrs) | {"picture": picture}
