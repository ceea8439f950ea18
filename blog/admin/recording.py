"""What the admins of the record have in common: they save rows, and then go through `publishing`."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from autosave.forms import ChoosingForm
from blog import publishing
from blog.admin.queueing import QueueingAdmin
from blog.models import Post, Quotation


def add_refusal(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Show what `publishing` refused by its field; above all fields, where the form does not have that one."""
    for field, errors in refusal.update_error_dict({}).items():
        form.add_error(field if field in form.fields else None, errors)


class RefusableForm(ChoosingForm):
    """A form that can be told what `publishing` refused, and then shows it by the field."""

    refusal: ValidationError | None = None
    note = forms.CharField(
        label=_("What changed"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("A few words for the record, if you like. Readers see them with this save in the post's history."),
    )

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            add_refusal(self, self.refusal)
        return cleaned


class RecordingAdmin(QueueingAdmin):
    """Admin of a post or of something that belongs to one; every save is recorded.

    What `publishing` refuses is rolled back, and the form comes back with everything that was typed and the reason.
    """

    form = RefusableForm
    change_form_template = "admin/blog/record_form.html"

    def get_post(self, obj):
        """Return the post to record when `obj` was saved."""
        return obj.post

    def view_on_site(self, obj):
        return obj.get_view_url()

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            request.refusal = refusal
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 - Django's signature
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def get_last_save(self, obj):
        return self.get_post(obj).revisions.select_related("editor").defer("text").first()

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            revisions = reverse("admin:blog_revision_changelist")
            context["revisions_url"] = f"{revisions}?post__id__exact={self.get_post(obj).pk}"
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.record(form, by=request.user, note=form.cleaned_data["note"])

    def record(self, form, *, by, note):
        """Record the post of what a form saved."""
        publishing.record(self.get_post(form.instance), by=by, note=note)

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or Post.objects.editable_by(request.user).filter(pk=self.get_post(obj).pk).exists()

    def delete_model(self, request, obj):
        publishing.erase(obj, by=request.user)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            publishing.erase(obj, by=request.user)


class RowForm(forms.ModelForm):
    """A row below another form. One that stays as it is is not asked about in the database again."""

    def _is_as_it_was(self):
        return self.instance.pk is not None and not self.has_changed()

    def _clean_fields(self):
        if self._is_as_it_was():
            self.cleaned_data |= model_to_dict(self.instance) | {"id": self.instance}
        else:
            super()._clean_fields()

    def _post_clean(self):
        if not self._is_as_it_was():
            super()._post_clean()


class QuotationForm(RowForm):
    """A quotation whose key may be left to be made."""

    def _get_validation_exclusions(self):
        exclude = super()._get_validation_exclusions()
        return exclude if self.cleaned_data.get("key") else exclude | {"key"}


class QuotationInline(admin.StackedInline):
    """The quotations of a post's own text, or of an update."""

    model = Quotation
    form = QuotationForm
    extra = 0
    autocomplete_fields = ("source",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "text",
                    ("speaker", "said_on"),
                    ("source", "link"),
                    ("key", "position", "is_paraphrase"),
                )
            },
        ),
        (_("In another language"), {"fields": ("language", "translation"), "classes": ("collapse",)}),
    )

    def view_on_site(self, obj):
        return obj.get_view_url()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in {"text", "translation"}:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
