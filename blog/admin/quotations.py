from django.contrib import admin
from django.urls import path

from blog.admin.quoting import QuoteView, ReadPageView
from blog.admin.recording import RecordingAdmin
from blog.models import Post, Quotation


@admin.register(Quotation)
class QuotationAdmin(RecordingAdmin):
    """All quotations, to be searched and corrected. New ones are made in the post or update they belong to."""

    change_form_template = "admin/blog/quotation_form.html"
    list_display = ("excerpt", "source", "speaker", "said_on", "post")
    list_filter = ("is_paraphrase", "said_on", "source")
    list_select_related = ("source", "post")
    search_fields = ("text", "translation", "speaker", "source__name", "post__title", "link")
    date_hierarchy = "said_on"
    ordering = ("-pk",)
    autocomplete_fields = ("source",)
    readonly_fields = ("post", "update")
    fields = (
        "post", "update", "text", ("speaker", "said_on"), ("source", "link"), ("key", "position", "is_paraphrase"),
        ("language", "translation"), "note",
    )  # fmt: skip

    def get_urls(self):
        quote = self.admin_site.admin_view(QuoteView.as_view(admin_site=self.admin_site))
        read = self.admin_site.admin_view(ReadPageView.as_view())
        return [
            path("quote/", quote, name="blog_quotation_quote"),
            path("quote/read/", read, name="blog_quotation_read"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(post__in=Post.objects.editable_by(request.user))

    def has_add_permission(self, request):
        return False
