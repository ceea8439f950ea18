"""The editor: a plain text field made good by small web components, with a preview by the site's own pipeline."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

import markup
from blog.models import Quotation
from pictures.widgets import LIBRARY, PictureInput


class MarkdownEditor(forms.Textarea):
    """A field for Markdown. Without scripts it is a text field."""

    template_name = "admin/blog/editor.html"

    def __init__(self, *, preview_url, takes_pictures):
        pictures = LIBRARY if takes_pictures else {}
        super().__init__(attrs={"rows": 20, "class": "vLargeTextField"} | pictures)
        self.preview_url, self.takes_pictures = preview_url, takes_pictures

    def get_context(self, name, value, attrs):
        known = {"preview_url": self.preview_url, "takes_pictures": self.takes_pictures}
        return super().get_context(name, value, attrs) | known | {"has_parts": settings.HAS_PARTS}

    @property
    def media(self):
        parts = ["parts/markdown-toolbar-element.js", "parts/text-expander-element.js"] if settings.HAS_PARTS else []
        scripts = [forms.Script(script, type="module") for script in [*parts, "js/editor/editor.js", "js/pictures.js"]]
        return forms.Media(css={"all": ["css/editor.css"]}, js=scripts)


class EditorAdmin(admin.ModelAdmin):
    """Admin of something with a body: it has the editor, and a preview of the form as it is filled in now."""

    preview_template = "blog/post_detail.html"

    def get_preview(self, request, obj):
        """Return the context of `preview_template` for the form in `request`. Raises markup.Unrenderable."""
        raise NotImplementedError

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_view)
        return [path("preview/", view, name=self._preview_name()), *super().get_urls()]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "body":
            kwargs["widget"] = MarkdownEditor(
                preview_url=reverse_lazy(f"admin:{self._preview_name()}"),
                takes_pictures=request.user.has_perm("pictures.add_picture"),
            )
        if db_field.name == "lead_image":
            kwargs["widget"] = PictureInput
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @method_decorator(require_POST)
    def preview_view(self, request):
        """Show the form's text as the page that it would be; nothing is saved. Plain text says why it cannot be."""
        is_new = "object" not in request.GET
        obj = None if is_new else self.get_object(request, request.GET["object"])
        if not (self.has_add_permission(request) if is_new else obj and self.has_change_permission(request, obj)):
            raise PermissionDenied
        try:
            context = self.get_preview(request, obj)
        except markup.Unrenderable as refusal:
            return HttpResponse(str(refusal), content_type="text/plain; charset=utf-8")
        context |= {"frame": "admin/blog/preview_frame.html", "is_preview": True}
        return TemplateResponse(request, self.preview_template, context)

    def read_form(self, request, obj):
        """Return the form over `obj`, filled in and checked; what is not valid yet stays as it was."""
        form = self.get_form(request, obj, change=obj is not None)(request.POST, instance=obj)
        form.is_valid()
        return form

    def read_quotations(self, request, instance):
        """Return the form's quotations that are complete enough to be shown, none of them saved."""
        obj = instance if instance.pk else None
        for formset_class, inline in self.get_formsets_with_inlines(request, obj):
            if formset_class.model is Quotation:
                prefix = formset_class.get_default_prefix()
                queryset = inline.get_queryset(request)
                formset = formset_class(request.POST, instance=instance, prefix=prefix, queryset=queryset)
                formset.is_valid()
                return [form.instance for form in formset.forms if _is_shown(form)]
        return []

    def _preview_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_preview"


def _is_shown(form):
    is_deleted = form.cleaned_data.get("DELETE", False) if hasattr(form, "cleaned_data") else False
    return bool(form.instance.text and form.instance.source_id and not is_deleted)
