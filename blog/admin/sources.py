from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from blog import publishing
from blog.admin.erasing import TypedErasureAdmin
from blog.models import Source


@admin.register(Source)
class SourceAdmin(TypedErasureAdmin):
    list_display = ("name", "homepage", "quoted")
    search_fields = ("name", "slug", "homepage")
    ordering = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    list_filter = (("homepage", admin.EmptyFieldListFilter),)

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    @admin.display(description=_("quoted"), ordering="quoted")
    def quoted(self, source):
        return source.quoted

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(quoted=Count("quotations"))

    def save_model(self, request, obj, form, change):
        publishing.save_source(obj)
