from django.db.models import Min, OuterRef, Subquery

from blog.models import Revision, Update
from blog.views.streams import StreamView


class UpdateListView(StreamView):
    """All updates, corrections and clarifications, newest first."""

    template_name = "blog/update_list.html"
    context_object_name = "updates"

    def get_queryset(self):
        return Update.objects.published().for_listing()


class CorrectionListView(UpdateListView):
    """Corrections alone, with what they corrected."""

    template_name = "blog/correction_list.html"

    def get_queryset(self):
        kept = Revision.objects.readable().filter(post=OuterRef("post")).order_by().values("post")
        recorded_since = Subquery(kept.values(since=Min("created_at")))
        return super().get_queryset().filter(kind=Update.Kind.CORRECTION).annotate(recorded_since=recorded_since)
