from django import forms
from django.views.generic import ListView

from blog.models import Post


class SearchForm(forms.Form):
    q = forms.CharField(max_length=200, strip=True)


class SearchView(ListView):
    """The posts that hold all the words asked for."""

    template_name = "blog/search.html"
    context_object_name = "posts"

    def get_paginate_by(self, queryset):
        return self.request.site.posts_per_page

    def get_queryset(self):
        self.form = SearchForm(self.request.GET)
        if not self.form.is_valid():
            return Post.objects.none()
        return (
            Post.objects.published().for_listing().newest_first().with_words(self.form.cleaned_data["q"].split()[:10])
        )

    def get_context_data(self, **kwargs):
        has_asked = "q" in self.request.GET
        return super().get_context_data(
            form=self.form, has_asked=has_asked, query=self.form.data.get("q", "")[:200], **kwargs
        )
