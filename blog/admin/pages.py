from django.contrib import admin

from blog.admin.erasing import TypedErasureAdmin
from blog.admin.illustrating import IllustratedAdmin
from blog.models import Page


@admin.register(Page)
class PageAdmin(IllustratedAdmin, TypedErasureAdmin):
    list_display = ("title", "slug", "modified_at")
    list_filter = ("modified_at",)
    search_fields = ("title", "slug", "body")
    prepopulated_fields = {"slug": ("title",)}
    save_on_top = True

    def view_on_site(self, obj):
        return obj.get_absolute_url()
