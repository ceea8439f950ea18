"""Sealing: a text that may not be shown any more is taken from everybody, and readers are told so."""

from django import forms
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
from blog.models import Post, Revision


class SealForm(forms.Form):
    """Which revisions of a post are sealed, and why."""

    first = forms.IntegerField(label=_("From revision"), min_value=1, max_value=999_999_999)
    last = forms.IntegerField(
        label=_("To revision"),
        min_value=1,
        max_value=999_999_999,
        help_text=_("Words stand in every revision from the one that brought them to the last before they went."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=Revision._meta.get_field("seal_reason").max_length,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Readers see it in the place of the text, so do not repeat what may not be read."),
    )


class SealingAdmin(admin.ModelAdmin):
    """Admin of revisions, as far as it is about those that nobody is shown."""

    fields_of_sealed: tuple[str, ...] = ()

    def has_seal_permission(self, request):
        return request.user.has_perm("blog.seal_revision")

    def get_fields(self, request, obj=None):
        return self.fields_of_sealed if obj and obj.is_sealed else super().get_fields(request, obj)

    def get_search_results(self, request, queryset, search_term):
        """Never find a sealed revision by what it says."""
        searched = queryset.filter(sealed_at=None) if search_term else queryset
        return super().get_search_results(request, searched, search_term)

    def get_urls(self):
        view = self.admin_site.admin_view(self.seal_view)
        return [path("seal/<int:post>/", view, name="blog_revision_seal"), *super().get_urls()]

    @admin.display(description=_("note"))
    def shown_note(self, revision):
        return "" if revision.is_sealed else revision.note

    @admin.action(
        description=_("Seal…"),
        permissions=["seal"],
        location=[ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM],
    )
    def seal(self, request, queryset):
        marked = list(queryset.order_by("number").without_texts())
        if len({revision.post_id for revision in marked}) != 1:
            self.message_user(request, gettext("Mark revisions of one post to seal them."), messages.WARNING)
            return None
        address = reverse("admin:blog_revision_seal", args=[marked[0].post_id])
        return HttpResponseRedirect(f"{address}?{urlencode({'first': marked[0].number, 'last': marked[-1].number})}")

    def seal_view(self, request, post):
        """Ask for numbers and a reason, and seal."""
        if not self.has_seal_permission(request):
            raise PermissionDenied
        post = get_object_or_404(Post.objects.editable_by(request.user), pk=post)
        form = SealForm(request.POST or None, initial=request.GET.dict())
        if form.is_valid() and self._seal(request, post, form):
            return HttpResponseRedirect(f"{reverse('admin:blog_revision_changelist')}?post__id__exact={post.pk}")
        titles = {"title": gettext("Seal revisions"), "subtitle": str(post)}
        context = {**self.admin_site.each_context(request), **titles, "opts": self.opts, "post": post, "form": form}
        return TemplateResponse(request, "admin/blog/revision/seal.html", context)

    def _seal(self, request, post, form):
        """Seal what was chosen, log it and say so; where it is refused, tell the form and return False."""
        try:
            sealed = publishing.seal(post, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return False
        for revision in sealed:
            self.log_change(request, revision, gettext("Sealed: %(reason)s") % {"reason": revision.seal_reason})
        numbers = ", ".join(str(revision.number) for revision in sealed) or "–"
        self.message_user(request, gettext("Sealed: %(numbers)s.") % {"numbers": numbers}, messages.SUCCESS)
        return True
