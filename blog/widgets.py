"""The kinds of widget that show something of the record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blog.models import Post, Quotation, Tag, Update
from sidebar.registry import WidgetKind, register


class CountForm(forms.Form):
    count = forms.IntegerField(min_value=1, max_value=20, initial=5, label=_("How many"), help_text=_("1 to 20."))


@register
class RecentPostsWidget(WidgetKind):
    key = "recent_posts"
    label = _("Recent posts")
    template_name = "blog/widgets/recent_posts.html"
    form_class = CountForm

    def get_context(self, options):
        posts = Post.objects.published().newest_first().defer("body", "body_html")
        return {"posts": posts[: options["count"]]}


@register
class RecentUpdatesWidget(WidgetKind):
    key = "recent_updates"
    label = _("Recent updates")
    template_name = "blog/widgets/recent_updates.html"
    form_class = CountForm

    def get_context(self, options):
        updates = Update.objects.published().select_related("post").order_by("-published_at")
        return {"updates": updates.defer("body", "body_html", "post__body", "post__body_html")[: options["count"]]}


@register
class RecentQuotationsWidget(WidgetKind):
    key = "recent_quotations"
    label = _("Recent quotations")
    template_name = "blog/widgets/recent_quotations.html"
    form_class = CountForm

    def get_context(self, options):
        quotations = Quotation.objects.published().newest_first().select_related("post", "source")
        return {"quotations": quotations.defer("post__body", "post__body_html")[: options["count"]]}


@register
class TagsWidget(WidgetKind):
    key = "tags"
    label = _("Tags")
    template_name = "blog/widgets/tags.html"

    def get_context(self, options):
        return {"tags": Tag.objects.with_post_counts()}


@register
class ArchiveWidget(WidgetKind):
    key = "archive"
    label = _("Archive by month")
    template_name = "blog/widgets/archive.html"

    def get_context(self, options):
        return {"months": Post.objects.published().count_by_month()}
