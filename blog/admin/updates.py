from django.contrib import admin
from django.forms import BaseInlineFormSet
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

import markup
from blog import publishing, rendering
from blog.admin.editing import EditorAdmin
from blog.admin.recording import QuotationInline, RefusableForm
from blog.admin.timing import TimingAdmin
from blog.admin.updating import RightWordsField
from blog.models import Post, Update
from blog.models.moments import this_second
from blog.models.quotation import KEY_TAKEN

NEEDS_POST = gettext_noop("Choose the post that this belongs to; then it can be shown.")


class UpdateForm(RefusableForm):
    """An update; a correction may come with the right words."""

    right = RightWordsField()


class UpdateQuotationFormSet(BaseInlineFormSet):
    """The quotations of an update, which are those of its post as well: keys must be free there."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.instance.post_id = self.instance.post_id
        return form

    def clean(self):
        super().clean()
        keys = set()
        for form in self.forms:
            key = form.cleaned_data.get("key") if hasattr(form, "cleaned_data") else None
            if key and key in keys:
                form.add_error("key", KEY_TAKEN)
            keys.add(key)


class UpdateQuotationInline(QuotationInline):
    fk_name = "update"
    formset = UpdateQuotationFormSet
    verbose_name = _("quotation in this update")
    verbose_name_plural = _("quotations in this update")


@admin.register(Update)
class UpdateAdmin(EditorAdmin, TimingAdmin):
    form = UpdateForm
    list_display = ("__str__", "kind", "published_at", "author", "first_words")
    list_filter = ("kind", "published_at", ("author", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("post", "author")
    search_fields = ("body", "post__title")
    date_hierarchy = "published_at"
    ordering = ("-published_at",)
    autocomplete_fields = ("post",)
    inlines = (UpdateQuotationInline,)
    save_on_top = True
    fields = ("post", ("kind", "published_at"), "body", "corrects", "right", "note")

    @admin.display(description=_("text"))
    def first_words(self, update):
        return update.excerpt

    def get_queryset(self, request):
        return super().get_queryset(request).editable_by(request.user)

    def get_readonly_fields(self, request, obj=None):
        return ("post",) if obj else ()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "post":
            kwargs["queryset"] = Post.objects.editable_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        return initial if initial.get("post", "").isdecimal() else initial | {"post": None}

    def get_preview(self, request, obj):
        update = self.read_form(request, obj).instance
        post = Post.objects.editable_by(request.user).filter(pk=update.post_id).for_page().first()
        if post is None:
            raise markup.Unrenderable(NEEDS_POST)
        update.number = update.number or post.last_update_number + 1
        update.author = update.author if update.author_id else request.user
        update.published_at = update.published_at or this_second()
        update.body_html = rendering.preview(update, self.read_quotations(request, update))
        others = [other for other in post.updates.all() if other.pk != update.pk]
        updates = sorted([*others, update], key=lambda each: (each.published_at, each.number))
        return {"post": post, "updates": updates, "tags": post.tags.all()}

    def save_model(self, request, obj, form, change):
        if not change:
            obj.author = request.user
        super().save_model(request, obj, form, change)

    def record(self, form, *, by, note):
        publishing.correct(form.instance, right=form.cleaned_data["right"], by=by, note=note)

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(reverse("admin:blog_post_change", args=[obj.post_id]))

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(reverse("admin:blog_post_change", args=[obj.post_id]))
