from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView

from blog import memento
from blog.models import Post
from blog.views.addresses import FormerAddressMixin
from blog.views.history import redirect_to_moment
from blog.views.streams import StreamView


class PostListView(StreamView):
    """A list of posts, newest first. Subclasses choose which, and give it a heading."""

    template_name = "blog/post_list.html"
    context_object_name = "posts"

    def get_queryset(self):
        return Post.objects.published().for_listing()


class PostPageView(DetailView):
    """The page of a post. Subclasses choose who may read it."""

    template_name = "blog/post_detail.html"

    def get_context_data(self, **kwargs):
        may_edit = Post.objects.editable_by(self.request.user).filter(pk=self.object.pk).exists()
        parts = {"updates": self.object.updates.all(), "tags": self.object.tags.all()}
        return super().get_context_data(may_edit=may_edit, **parts, **kwargs)


class PostDetailView(FormerAddressMixin, PostPageView):
    """A published post with the updates whose time has come; `?as-of=` leads to what it was at a time."""

    def get(self, request, *args, **kwargs):
        if "as-of" in request.GET:
            return redirect_to_moment(request, self.get_object(), request.GET["as-of"])
        return super().get(request, *args, **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response.headers["Link"] = memento.links_of_post(self.object)
        return response

    def get_queryset(self):
        posts = Post.objects.published().for_page().with_quotations().with_revision_count()
        return posts.filter(month=self.kwargs["month"])

    def get_context_data(self, **kwargs):
        neighbours = Post.objects.published().neighbours_of(self.object)
        related = Post.objects.published().related_to(self.object)
        return super().get_context_data(**neighbours, related=related, **kwargs)


@method_decorator(never_cache, name="dispatch")
class PostPreviewView(PostPageView):
    """Any post, for whoever holds its key: never kept, never indexed, and its address is not passed on."""

    slug_field = "preview_key"
    slug_url_kwarg = "key"

    def get_queryset(self):
        return Post.objects.for_page()

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if self.object.is_published:
            return redirect(self.object)
        response = self.render_to_response(self.get_context_data(is_preview=True))
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response
