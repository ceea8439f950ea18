from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog import desk, publishing
from blog.admin.recording import add_refusal
from blog.models import Post, Update
from blog.views.posts import PostPageView


class RightWordsField(forms.CharField):
    """What takes the place of the words that a correction names."""

    def __init__(self):
        super().__init__(
            label=_("The right words"),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            help_text=_("If you like: they take the place of the wrong ones at once, with a mark that leads here."),
        )


class AddUpdateForm(forms.ModelForm):
    """An update in a hurry."""

    right = RightWordsField()
    field_order = ("kind", "body", "corrects", "right", "published_at")

    class Meta:
        model = Update
        fields = ("kind", "body", "corrects", "published_at")
        labels = {"published_at": _("When")}
        help_texts = {"published_at": _("Empty: now.")}
        widgets = {
            "body": forms.Textarea(attrs={"rows": 6, "autofocus": True}),
            "corrects": forms.Textarea(attrs={"rows": 2}),
            "published_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }


class AddUpdateView(PostPageView):
    """The public page of a post, with a small form over it that adds an update."""

    template_name = "blog/add_update.html"

    def get_queryset(self):
        if not self.request.user.has_perm("blog.add_update"):
            raise PermissionDenied
        return Post.objects.published().editable_by(self.request.user).for_page().with_quotations()

    def get_context_data(self, form=None, **kwargs):
        form = form or self._make_form()
        return super().get_context_data(form=form, clock=desk.say_clock(), **kwargs)

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        form = self._make_form(request.POST)
        update = self._add_update(form)
        if update is None:
            return self.render_to_response(self.get_context_data(form=form))
        if update.published_at <= timezone.now():
            return HttpResponseRedirect(update.get_absolute_url())
        said = gettext("The update appears on %(moment)s.") % {"moment": desk.say_moment(update.published_at)}
        messages.success(request, said)
        return HttpResponseRedirect(self.object.get_absolute_url())

    def _make_form(self, data=None):
        about = {"post": self.object, "author": self.request.user}
        return AddUpdateForm(data, instance=Update(**about), initial={"published_at": None})

    def _add_update(self, form):
        """Add what was typed; where it is refused, tell the form and return None."""
        if not form.is_valid():
            return None
        said = dict(form.cleaned_data)
        try:
            return publishing.add_update(self.object, by=self.request.user, at=said.pop("published_at"), **said)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return None
