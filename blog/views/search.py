from django import forms

from blog.models import Post
from blog.views.posts import PostListView


class SearchForm(forms.Form):
    q = forms.CharField(max_length=200, strip=True)


class SearchView(PostListView):
    """The posts that hold all the words asked for."""

    template_name = "blog/search.html"

    def get_queryset(self):
        self.form = SearchForm(self.request.GET)
        if not self.form.is_valid():
            return Post.objects.none()
        return super().get_queryset().with_words(self.form.cleaned_data["q"].split()[:10])

    def get_context_data(self, **kwargs):
        has_asked = "q" in self.request.GET
        return super().get_context_data(
            form=self.form, has_asked=has_asked, query=self.form.data.get("q", "")[:200], **kwargs
        )
