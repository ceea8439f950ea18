from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from blog import rendering, search
from blog.admin.editing import EditorAdmin
from blog.admin.erasing import TypedErasureAdmin
from blog.admin.recording import QuotationInline, RowForm
from blog.admin.releasing import ReleasingAdmin
from blog.models import Post, Update


class OwnQuotationInline(QuotationInline):
    verbose_name = _("quotation in the text above")
    verbose_name_plural = _("quotations in the text above")

    def get_queryset(self, request):
        return super().get_queryset(request).filter(update=None)


class UpdateInline(admin.TabularInline):
    """The updates of a post at a glance; each is edited on its own page."""

    model = Update
    form = RowForm
    extra = 0
    fields = readonly_fields = ("number", "kind", "published_at", "author", "first_words")
    show_change_link = True
    can_delete = False

    @admin.display(description=_("text"))
    def first_words(self, update):
        return update.excerpt

    def view_on_site(self, obj):
        return obj.get_view_url()

    def has_add_permission(self, request, obj):
        return False


@admin.register(Post)
class PostAdmin(EditorAdmin, TypedErasureAdmin, ReleasingAdmin):
    list_display = ("title", "state", "author", "published_at")
    list_filter = ("status", "published_at", ("author", admin.RelatedOnlyFieldListFilter), "tags")
    list_select_related = ("author",)
    search_fields = ("title", "slug")
    date_hierarchy = "published_at"
    ordering = ("-modified_at",)
    autocomplete_fields = ("tags",)
    raw_id_fields = ("lead_image",)
    inlines = (OwnQuotationInline, UpdateInline)
    prepopulated_fields = {"slug": ("title",)}
    save_on_top = True
    fieldsets = (
        (None, {"fields": ("title", "summary", "body")}),
        (_("Picture"), {"fields": ("lead_image", "lead_image_alt", "lead_image_credit"), "classes": ("collapse",)}),
        (
            _("Publishing"),
            {"fields": (("status", "published_at"), "tags", "slug", ("author", "language"), "note")},
        ),
    )

    def get_post(self, obj):
        return obj

    def get_queryset(self, request):
        return super().get_queryset(request).editable_by(request.user)

    def get_search_results(self, request, queryset, search_term):
        """Find what is called so; texts that readers have by the words in them, as they do; others as they stand."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if not search_term:
            return found, may_repeat
        read = search.find(search_term).choose(queryset)
        unread = queryset.unpublished().filter(Q(body__icontains=search_term) | Q(summary__icontains=search_term))
        # Three questions with an index each; as one long condition, every text would be looked at.
        named, read, unread = [Q(pk__in=posts.order_by().values("pk")) for posts in (found, read, unread)]
        return queryset.filter(named | read | unread), may_repeat

    def get_readonly_fields(self, request, obj=None):
        may_choose_author = request.user.has_perm("blog.edit_all_posts")
        return () if may_choose_author else ("author",)

    def get_changeform_initial_data(self, request):
        return {"author": request.user.pk} | super().get_changeform_initial_data(request)

    def get_inlines(self, request, obj):
        return self.inlines if obj else (OwnQuotationInline,)

    def save_model(self, request, obj, form, change):
        if not change and obj.author_id is None:
            obj.author = request.user
        super().save_model(request, obj, form, change)

    def get_urls(self):
        titles = self.admin_site.admin_view(self.titles_view)
        return [path("titles/", titles, name="blog_post_titles"), *super().get_urls()]

    def titles_view(self, request):
        """Return published posts by a part of their titles, newest first, for the editor to link to."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = Post.objects.published().filter(title__icontains=request.GET.get("q", "")).newest_first()
        posts = [
            {"title": post.title, "url": post.get_absolute_url()} for post in found.only("title", "slug", "month")[:8]
        ]
        return JsonResponse({"posts": posts})

    def get_preview(self, request, obj):
        form = self.read_form(request, obj)
        post = form.instance
        if post.author_id is None:
            post.author = request.user
        post.body_html = rendering.preview(post, self.read_quotations(request, post))
        updates = list(Update.objects.filter(post=post).released().select_related("author")) if post.pk else []
        return {"post": post, "updates": updates, "tags": form.cleaned_data.get("tags", [])}

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and obj.is_published and self.has_change_permission(request, obj):
            context["add_update_url"] = f"{reverse('admin:blog_update_add')}?post={obj.pk}"
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
