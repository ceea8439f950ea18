"""The kinds of widget that need nothing but their options."""

from zlib import crc32

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

import markup
from sidebar.registry import WidgetKind, register


class TextForm(forms.Form):
    text = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 8}), help_text=_("Markdown.")
    )

    def clean(self):
        cleaned = super().clean()
        try:
            text = cleaned.get("text", "")
            # Widgets stand together on a page: the ids in them must differ.
            cleaned["html"] = markup.render(text, ids=f"widget-{crc32(text.encode())}-", level=3).html
        except markup.Unrenderable as refusal:
            self.add_error("text", str(refusal))
        return cleaned


@register
class TextWidget(WidgetKind):
    key = "text"
    label = _("Text")
    template_name = "sidebar/widgets/text.html"
    form_class = TextForm


class LinksForm(forms.Form):
    links = forms.CharField(
        label=_("Links"),
        widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 8}),
        help_text=_("One a line: the address, a space, and the name to show."),
    )

    def clean_links(self):
        lines = [line.split(None, 1) for line in self.cleaned_data["links"].splitlines() if line.strip()]
        is_address = URLValidator(schemes=["http", "https"])
        for line in lines:
            try:
                is_address(line[0])
            except ValidationError as error:
                raise ValidationError(
                    _("“%(address)s” is no web address (https://…)."), params={"address": line[0]}
                ) from error
        return "\n".join(" ".join(line).strip() for line in lines)


@register
class LinksWidget(WidgetKind):
    key = "links"
    label = _("Links (a blogroll)")
    template_name = "sidebar/widgets/links.html"
    form_class = LinksForm

    def get_context(self, options):
        parts = [line.partition(" ") for line in options["links"].splitlines()]
        return {"links": [{"address": address, "name": name or address} for address, _, name in parts]}


@register
class SearchBoxWidget(WidgetKind):
    key = "search"
    label = _("Search box")
    template_name = "sidebar/widgets/search.html"
