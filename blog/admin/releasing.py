"""How a post comes before readers, and is taken from them: buttons of its form, actions of the list, the preview."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from blog import checklist, publishing
from blog.admin.calendar import CalendarView
from blog.admin.recording import RefusableForm
from blog.admin.timing import TimingAdmin
from blog.admin.updating import AddUpdateView
from blog.desk import say_moment
from blog.models import Post
from blog.models.moments import this_second

NEEDS_TIME_TO_COME = _("Give a time to come, and press “Schedule” again.")
BUTTONS = {"_publish", "_schedule", "_withdraw", "_renew_preview"}


class ReleasingForm(RefusableForm):
    """The form of a post, with buttons that save it and choose its status and time."""

    def clean(self):
        cleaned = super().clean()
        at, now = cleaned.get("published_at"), this_second()
        if "_publish" in self.data:
            cleaned |= {"status": Post.Status.PUBLISHED, "published_at": at if at and at <= now else now}
        elif "_schedule" in self.data:
            cleaned["status"] = Post.Status.PUBLISHED
            if not at or at <= now:
                self.add_error("published_at", NEEDS_TIME_TO_COME)
        elif "_withdraw" in self.data:
            was_seen = not self.instance.is_scheduled
            cleaned["status"] = Post.Status.WITHDRAWN if was_seen else Post.Status.DRAFT
        return cleaned


class ReleasingAdmin(TimingAdmin):
    """Admin of posts, as far as it is about who can read them when."""

    form = ReleasingForm
    change_form_template = "admin/blog/post_form.html"
    actions = ("publish_now", "withdraw", "renew_preview_link")

    @admin.display(description=_("state"), ordering="status")
    def state(self, post):
        if post.is_scheduled:
            return gettext("Scheduled for %(moment)s") % {"moment": say_moment(post.published_at)}
        return post.get_status_display()

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("calendar/", view(CalendarView.as_view()), name="blog_post_calendar"),
            path("<int:pk>/update/", view(AddUpdateView.as_view()), name="blog_post_update"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and self.has_change_permission(request, obj):
            saved = Post.objects.get(pk=obj.pk)  # `obj` may hold what was typed and refused
            context |= {"saved": saved, "state": self.state(saved), "notes": checklist.check(saved)}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        return self._answer_button(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._answer_button(request, obj) or super().response_change(request, obj)

    def _answer_button(self, request, post):
        """Say what a button did, and stay on the form; where none was pressed, return None."""
        if not BUTTONS.intersection(request.POST):
            return None
        post.refresh_from_db()
        if "_renew_preview" in request.POST:
            post.renew_preview_key()
            self._say_renewed(request, 1)
        else:
            self._say_state(request, post)
        return HttpResponseRedirect(reverse("admin:blog_post_change", args=[post.pk]))

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
        self._say_renewed(request, len(queryset))

    def _do_to_each(self, request, queryset, do):
        for post in queryset:
            try:
                do(post, by=request.user)
            except ValidationError as refusal:
                self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            else:
                post.refresh_from_db()
                self.log_change(request, post, self._say_state(request, post))

    def _say_state(self, request, post):
        """Tell the user what the post is now, and return what was said."""
        if post.is_scheduled:
            said = gettext("“%(post)s” appears on %(moment)s.")
            said %= {"post": post, "moment": say_moment(post.published_at)}
        else:
            said = gettext("“%(post)s” is %(status)s.")
            said %= {"post": post, "status": post.get_status_display().lower()}
        self.message_user(request, said, messages.SUCCESS)
        return said

    def _say_renewed(self, request, count):
        said = ngettext("%(count)d post has a new preview link.", "%(count)d posts have a new preview link.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)
