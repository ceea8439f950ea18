from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.template.defaultfilters import date as format_date
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from blog import publishing
from blog.admin.erasing import TypedErasureAdmin
from blog.admin.illustrating import IllustratedAdmin
from blog.admin.recording import QuotationInline, RecordingAdmin
from blog.models import Post, Update


class OwnQuotationInline(QuotationInline):
    verbose_name = _("quotation in the text above")
    verbose_name_plural = _("quotations in the text above")

    def get_queryset(self, request):
        return super().get_queryset(request).filter(update=None)


class UpdateInline(admin.TabularInline):
    """The updates of a post at a glance; each is edited on its own page."""

    model = Update
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
class PostAdmin(IllustratedAdmin, TypedErasureAdmin, RecordingAdmin):
    list_display = ("title", "state", "author", "published_at")
    list_filter = ("status", "published_at", ("author", admin.RelatedOnlyFieldListFilter), "tags")
    list_select_related = ("author",)
    search_fields = ("title", "summary", "body", "slug", "updates__body", "quotations__text")
    date_hierarchy = "published_at"
    ordering = ("-modified_at",)
    actions = ("publish_now", "withdraw", "renew_preview_link")
    autocomplete_fields = ("tags",)
    raw_id_fields = ("lead_image",)
    inlines = (OwnQuotationInline, UpdateInline)
    readonly_fields = ("preview_link",)
    prepopulated_fields = {"slug": ("title",)}
    save_on_top = True
    fieldsets = (
        (None, {"fields": ("title", "summary", "body")}),
        (_("Picture"), {"fields": ("lead_image", "lead_image_alt", "lead_image_credit"), "classes": ("collapse",)}),
        (
            _("Publishing"),
            {"fields": (("status", "published_at"), "tags", "slug", ("author", "language"), "preview_link")},
        ),
    )

    @admin.display(description=_("state"), ordering="status")
    def state(self, post):
        if post.is_scheduled:
            form = pgettext("format of a moment", "j M Y, H:i")
            moment = format_date(timezone.localtime(post.published_at), form)
            return gettext("Scheduled for %(moment)s") % {"moment": moment}
        return post.get_status_display()

    @admin.display(description=_("preview"))
    def preview_link(self, post):
        if post.pk is None or post.is_published:
            return gettext("For a post that is not published there is a private link here, once it is saved.")
        note = gettext(
            "Whoever has this address can read the post; the list's action “Make a new preview link” ends that."
        )
        return format_html('<a href="{}">{}</a>. {}', post.get_preview_url(), gettext("Open the preview"), note)

    def get_post(self, obj):
        return obj

    def get_queryset(self, request):
        return super().get_queryset(request).editable_by(request.user)

    def get_readonly_fields(self, request, obj=None):
        may_choose_author = request.user.has_perm("blog.edit_all_posts")
        return self.readonly_fields if may_choose_author else (*self.readonly_fields, "author")

    def get_changeform_initial_data(self, request):
        return {"author": request.user.pk} | super().get_changeform_initial_data(request)

    def get_inlines(self, request, obj):
        return self.inlines if obj else (OwnQuotationInline,)

    def save_model(self, request, obj, form, change):
        if not change and obj.author_id is None:
            obj.author = request.user
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and obj.is_published and self.has_change_permission(request, obj):
            context["add_update_url"] = f"{reverse('admin:blog_update_add')}?post={obj.pk}"
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.action(description=_("Publish now"), permissions=["change"])
    def publish_now(self, request, queryset):
        self._do_to_each(request, queryset, publishing.publish)

    @admin.action(description=_("Withdraw"), permissions=["change"])
    def withdraw(self, request, queryset):
        self._do_to_each(request, queryset, publishing.withdraw)

    @admin.action(description=_("Make a new preview link; the old one stops working"), permissions=["change"])
    def renew_preview_link(self, request, queryset):
        for post in queryset:
            post.renew_preview_key()
        count = len(queryset)
        said = ngettext("%(count)d post has a new preview link.", "%(count)d posts have a new preview link.", count) % {
            "count": count
        }
        self.message_user(request, said, messages.SUCCESS)

    def _do_to_each(self, request, queryset, do):
        for post in queryset:
            try:
                do(post, by=request.user)
            except ValidationError as refusal:
                self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            else:
                post.refresh_from_db()
                status = post.get_status_display().lower()
                said = gettext("“%(post)s” is %(status)s.") % {"post": post, "status": status}
                self.message_user(request, said, messages.SUCCESS)
