from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from blog import publishing
from blog.admin.erasing import TypedErasureAdmin
from blog.models import Tag


@admin.register(Tag)
class TagAdmin(TypedErasureAdmin):
    list_display = ("name", "slug", "posts")
    search_fields = ("name", "slug", "description")
    ordering = ("name",)
    list_filter = (("description", admin.EmptyFieldListFilter),)
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("parent",)

    @admin.display(description=_("posts"), ordering="posts")
    def posts(self, tag):
        return tag.posts

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(posts=Count("post"))

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    def save_model(self, request, obj, form, change):
        publishing.save_tag(obj)

    def delete_model(self, request, obj):
        publishing.erase_tag(obj)
