from django.forms import TextInput
from django.forms.widgets import Script
from django.urls import reverse_lazy

from pictures.models import Picture

# The attributes of a field into which pictures are put by static/js/pictures.js: a text, or the number of one.
LIBRARY = {
    "data-pictures-url": reverse_lazy("admin:pictures_picture_upload"),
    "data-choose-url": reverse_lazy("admin:pictures_picture_choose"),
}


class PictureInput(TextInput):
    """The number of a picture; with scripts, the picture itself, chosen from the library."""

    template_name = "pictures/input.html"

    class Media:
        js = (Script("js/pictures.js", type="module"),)

    def __init__(self, attrs=None):
        known = LIBRARY | {"data-picture-input": "", "inputmode": "numeric", "size": 8}
        super().__init__(attrs=known | (attrs or {}))

    def get_context(self, name, value, attrs):
        number = str(value or "")
        is_number = number.isascii() and number.isdecimal() and len(number) < 19
        picture = Picture.objects.filter(pk=number).first() if is_number else None
        return super().get_context(name, value, attrs) | {"picture": picture}
