from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

import markup
from blog.admin.queueing import QueueingAdmin
from blog.models import Post
from evidence import verifying
from evidence.models import QuotationCheck
from evidence.tasks import nudge


@admin.register(QuotationCheck)
class QuotationCheckAdmin(QueueingAdmin):
    """Whether quotations stand in their sources: what was found, what stood in the way, when it is tried again.

    Whoever may edit the post may say what they found themselves.
    """

    list_display = ("key", "state", "override", "about", "reason", "checked_at")
    list_filter = ("state", "override", "checked_at")
    list_select_related = ("post",)
    search_fields = ("key", "link", "post__title", "override_reason")
    has_quick_search = False  # the quotation is found, and leads here
    ordering = ("-checked_at", "-pk")
    change_form_template = "evidence/check_form.html"
    readonly_fields = (
        "quotation", "link", "state", "found_at", "reason", "checked_at", "tries", "next_at", "overridden_by",
        "overridden_at",
    )  # fmt: skip
    fieldsets = (
        (None, {"fields": ("quotation", "link")}),
        (
            _("If you looked yourself"),
            {"fields": ("override", "override_reason", ("overridden_by", "overridden_at"))},
        ),
        (_("Tries"), {"fields": (("state", "found_at"), ("reason", "tries"), ("checked_at", "next_at"))}),
    )
    actions = ("check_again",)

    def get_queryset(self, request):
        return super().get_queryset(request).editable_by(request.user)

    def has_module_permission(self, request):
        return request.user.has_perm("blog.change_post")

    def has_view_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        posts = Post.objects.editable_by(request.user)
        return self.has_module_permission(request) and (obj is None or posts.filter(pk=obj.post_id).exists())

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("post"), ordering="post__title")
    def about(self, check):
        return check.post

    @admin.display(description=_("quotation"))
    def quotation(self, check):
        """Return the words that are looked for, which lead to their form."""
        quotation = check.post.quotations.filter(key=check.key).first()
        if quotation is None:
            return check.key
        address = reverse("admin:blog_quotation_change", args=[quotation.pk])
        return format_html('<a href="{}">{}</a>', address, markup.to_text(quotation.text_html))

    @admin.display(description=_("what stood in the way"), ordering="refusal")
    def reason(self, check):
        return check.reason

    def save_model(self, request, obj, form, change):
        obj.overridden_by = request.user if obj.override else None
        obj.overridden_at = timezone.now() if obj.override else None
        obj.next_at = None if obj.override else timezone.now()
        super().save_model(request, obj, form, change)
        verifying.tell([obj])
        nudge(obj.post_id)

    @admin.action(
        description=_("Check again now"),
        permissions=["change"],
        location=[ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM],
    )
    def check_again(self, request, queryset):
        number = verifying.hurry(queryset)
        for post_pk in set(queryset.values_list("post", flat=True)):
            nudge(post_pk)
        said = ngettext("%(number)s source is being looked at.", "%(number)s sources are being looked at.", number)
        self.message_user(request, said % {"number": number}, messages.SUCCESS)
