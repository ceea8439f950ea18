from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse

from blog.admin.recording import QuotationInline, RecordingAdmin
from blog.models import Post, Update


class UpdateQuotationInline(QuotationInline):
    fk_name = "update"
    verbose_name = "quotation in this update"
    verbose_name_plural = "quotations in this update"


@admin.register(Update)
class UpdateAdmin(RecordingAdmin):
    list_display = ("__str__", "kind", "published_at", "author", "first_words")
    list_filter = ("kind", "published_at", ("author", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("post", "author")
    search_fields = ("body", "post__title", "quotations__text")
    date_hierarchy = "published_at"
    ordering = ("-published_at",)
    autocomplete_fields = ("post",)
    inlines = (UpdateQuotationInline,)
    save_on_top = True
    fields = ("post", ("kind", "published_at"), "body")

    @admin.display(description="text")
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

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.post.is_published else obj.post.get_preview_url()

    def save_model(self, request, obj, form, change):
        if not change:
            obj.author = request.user
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        for row in formset.forms:
            row.instance.post = form.instance.post
        super().save_formset(request, form, formset, change)

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(reverse("admin:blog_post_change", args=[obj.post_id]))

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(reverse("admin:blog_post_change", args=[obj.post_id]))
