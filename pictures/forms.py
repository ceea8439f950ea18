from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pictures import storing
from pictures.models import Picture

ACCEPTED = ".jpg,.jpeg,.png,.webp,.avif,.gif,image/jpeg,image/png,image/webp,image/avif,image/gif"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    widget = FilesInput

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(file, initial) for file in data or [None]]


class UploadForm(forms.ModelForm):
    """Pictures that come into the library together, with what is to be said of each of them."""

    chosen = FilesField(
        label=_("Files"),
        widget=FilesInput(attrs={"accept": ACCEPTED}),
        help_text=_(
            "JPEG, PNG, WebP, AVIF or GIF, up to 20 MB and 50 million pixels each; several at once if you like. "
            "Where and with what they were taken is shown to nobody."
        ),
    )

    class Meta:
        model = Picture
        fields = ("credit", "licence", "source")

    field_order = ("chosen",)

    def add(self, *, by):
        """Add each file; return the pictures, of which some may have been there, and the reasons against the rest."""
        pictures, refusals = [], []
        said = {name: self.cleaned_data[name] for name in self.Meta.fields}
        for file in self.cleaned_data["chosen"]:
            try:
                pictures.append(storing.add(file, by=by, **said))
            except ValidationError as refusal:
                about = {"file": file.name, "reason": " ".join(refusal.messages)}
                refusals.append(gettext("“%(file)s” was not added. %(reason)s") % about)
        return pictures, refusals
