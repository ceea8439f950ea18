from django.contrib import admin

import markup
from blog.admin.editing import EditorAdmin
from blog.admin.erasing import TypedErasureAdmin
from blog.models import Page


@admin.register(Page)
class PageAdmin(EditorAdmin, TypedErasureAdmin):
    list_display = ("title", "slug", "modified_at")
    list_filter = ("modified_at",)
    search_fields = ("title", "slug", "body")
    prepopulated_fields = {"slug": ("title",)}
    save_on_top = True
    preview_template = "blog/page_detail.html"

    def get_preview(self, request, obj):
        page = self.read_form(request, obj).instance
        page.body_html = markup.render(page.body, ids="body-").html
        return {"page": page}

    def view_on_site(self, obj):
        return obj.get_absolute_url()
