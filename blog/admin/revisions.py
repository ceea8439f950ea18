from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog import publishing
from blog.admin.sealing import SealingAdmin
from blog.models import Post, Revision
from blog.revisions import diff


@admin.register(Revision)
class RevisionAdmin(SealingAdmin):
    """Every save of every post. Revisions are read, compared, restored and sealed, never changed."""

    list_display = ("__str__", "created_at", "is_public", "sealed_at", "editor", "shown_note")
    list_filter = (
        "is_public",
        ("sealed_at", admin.EmptyFieldListFilter),
        "created_at",
        ("editor", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("post", "editor")
    search_fields = ("post__title", "note", "text")
    has_quick_search = False  # every text is there many times over, and its post is found
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")
    fields = ("post", "number", "created_at", "editor", "note", "is_public", "digest", "text")
    fields_of_sealed = (
        "post", "number", "created_at", "editor", "is_public", "digest", "sealed_at", "sealed_by", "seal_reason"
    )  # fmt: skip
    actions = ("compare", "restore", "seal")

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_public and obj.post.is_published else None

    def get_queryset(self, request):
        return super().get_queryset(request).filter(post__in=Post.objects.editable_by(request.user))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view(self.compare_view)
        return [path("compare/", view, name="blog_revision_compare"), *super().get_urls()]

    def compare_view(self, request):
        """Show what differs between two revisions of a post, named by their numbers."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        numbers = {name: request.GET.get(name, "") for name in ("post", "old", "new")}
        post, old, new = (int(number) if number.isdecimal() and len(number) < 10 else 0 for number in numbers.values())
        revisions = self.get_queryset(request).filter(post=post, sealed_at=None).select_related("post", "editor")
        old, new = (get_object_or_404(revisions, number=number) for number in (old, new))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Compare revisions"),
            "opts": self.opts,
            "old": old,
            "new": new,
            "differences": diff(old.text, new.text),
        }
        return TemplateResponse(request, "admin/blog/revision/compare.html", context)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        latest = obj.post.revisions.first()
        context |= {"is_latest": obj == latest, "latest": latest}
        if not obj.is_sealed:
            context["differences"] = diff(latest.text, obj.text)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.action(description=_("Compare the two that are marked"), permissions=["view"])
    def compare(self, request, queryset):
        marked = list(queryset.order_by("number").defer("text")[:3])
        if len(marked) != 2 or marked[0].post_id != marked[1].post_id:
            self.message_user(request, gettext("Mark two revisions of one post to compare them."), messages.WARNING)
            return None
        if any(revision.is_sealed for revision in marked):
            self.message_user(request, gettext("A sealed revision is not compared."), messages.WARNING)
            return None
        query = {"post": marked[0].post_id, "old": marked[0].number, "new": marked[1].number}
        return HttpResponseRedirect(f"{reverse('admin:blog_revision_compare')}?{urlencode(query)}")

    @admin.action(
        description=_("Restore the text of this revision"),
        permissions=["view"],
        location=ActionLocation.CHANGE_FORM,
    )
    def restore(self, request, queryset):
        for revision in queryset:
            try:
                made = publishing.restore(revision, by=request.user)
            except ValidationError as refusal:
                self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            else:
                said = gettext("Restored; it is now revision %(number)s.") % {"number": made.number}
                self.message_user(request, said, messages.SUCCESS)
