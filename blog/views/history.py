import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from blog import memento, proving, summarising
from blog.models import Post, Revision
from blog.revisions import SECONDS_FOR_READERS, diff
from blog.reviving import revive
from blog.views.addresses import FormerAddressMixin
from blog.views.parts import PostPartView
from blog.views.streams import StreamView
from edition.validators import is_possible

# Saves of one editor that follow one another so closely are shown as one change.
ONE_CHANGE = timedelta(minutes=10)
REVISIONS_PER_PAGE = 50


@dataclass(frozen=True)
class Change:
    """What readers find in a history as one change: some revisions in a row, the newest first.

    `before` is the one that it can be compared with.
    """

    revisions: list[Revision]
    before: Revision | None = None

    @property
    def latest(self):
        return self.revisions[0]

    @property
    def earlier(self):
        return self.revisions[1:]

    @property
    def notes(self):
        """Return the notes of its saves, the oldest first."""
        return [revision.note for revision in reversed(self.revisions) if revision.note]

    @property
    def sentences(self):
        """Return what changed, in short sentences."""
        return summarising.say(summarising.merge(revision.changes for revision in reversed(self.revisions)))

    @property
    def words_added(self):
        return sum(revision.words_added for revision in self.revisions)

    @property
    def words_removed(self):
        return sum(revision.words_removed for revision in self.revisions)


class HistoryView(FormerAddressMixin, StreamView):
    """The public revisions of a post, the newest first."""

    template_name = "blog/history.html"
    order_by = "-number"
    allow_empty = False

    def get_queryset(self):
        posts = Post.objects.published().filter(month=self.kwargs["month"])
        self.post_of_history = get_object_or_404(posts.defer("body"), slug=self.kwargs["slug"])
        return self.post_of_history.revisions.public().without_texts()

    def get_page_size(self):
        return REVISIONS_PER_PAGE

    def get_context_data(self, **kwargs):
        changes = group_saves(self.object_list)
        return super().get_context_data(post=self.post_of_history, changes=changes, **kwargs)


class RevisionPartView(PostPartView):
    """Something of a public revision. One that is sealed is not shown: its number, time and reason are."""

    def get_revision(self, number):
        return get_object_or_404(self.object.revisions.public(), number=number)

    def render_to_response(self, context):
        revision = self.get_revision(self.kwargs["number"])
        return refuse_sealed(self.request, revision) if revision.is_sealed else self.render_revision(revision)


class RevisionView(RevisionPartView):
    """A post as it was: a memento (RFC 7089)."""

    def render_revision(self, revision):
        neighbours = self.object.revisions.readable().neighbours_of(revision.number)
        revived = revive(revision, self.request.site)
        context = {
            "post": revived.post,
            "updates": revived.updates,
            "tags": revived.tags,
            "now": self.object,
            "revision": revision,
            "is_latest": neighbours["last"] == revision,
            "neighbours": neighbours,
        }
        response = render(self.request, "blog/revision_detail.html", context)
        response.headers["Memento-Datetime"] = memento.say_moment(revision.created_at)
        response.headers["Link"] = memento.links_of_memento(revision, neighbours)
        return response


class CanonicalTextView(RevisionPartView):
    """The text whose SHA-256 is the digest of a revision, byte for byte."""

    def render_revision(self, revision):
        text = proving.canonical_text_of(revision, previous=proving.find_previous_digest(revision))
        headers = {"X-Robots-Tag": "noindex", "X-Content-Type-Options": "nosniff"}
        return HttpResponse(text.encode(), content_type="text/plain; charset=utf-8", headers=headers)


class ComparisonView(RevisionPartView):
    """What differs between two public revisions, word by word."""

    def render_revision(self, revision):
        other = self.get_revision(self.kwargs["other"])
        if other.is_sealed:
            return refuse_sealed(self.request, other)
        context = {
            "post": self.object,
            "revisions": [revision, other],
            "old": revision,
            "new": other,
            "differences": diff(revision.public_text, other.public_text, seconds=SECONDS_FOR_READERS),
        }
        return render(self.request, "blog/comparison.html", context)


class ChooseComparisonView(PostPartView):
    """Leads from the form of a history to the comparison of two revisions."""

    def render_to_response(self, context):
        chosen = [self.request.GET.get(name, "") for name in ("from", "to")]
        if not all(re.fullmatch("[1-9][0-9]{0,8}", number) for number in chosen):
            raise Http404("Two numbers are needed.")
        number, other = sorted(map(int, chosen))
        return redirect(self.object.get_part_url("comparison", number=number, other=other))


def redirect_to_moment(request, post, value):
    """Lead to the revision of a post that readers had at the moment that `value`, from an address, means."""
    try:
        moment = read_moment(value, request.site.zone)
    except ValueError:
        return _say(request, "blog/as_of.html", 400, post=post, value=value)
    revision = post.revisions.public().current_at(moment)
    if revision is None:
        return _say(request, "blog/as_of.html", 404, post=post, moment=moment)
    return redirect(revision)


def read_moment(value, zone):
    """Return the moment until which a day lasts in a time zone, or a time of day its second. Raises ValueError."""
    # In an address a plus sign means a space.
    value = re.sub(r"(?<=\d) (?=\d\d:?\d\d$)", "+", value) if "T" in value else value
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        moment = datetime.combine(date.fromisoformat(value), datetime.max.time(), zone)
    else:
        moment = datetime.fromisoformat(value)
        if not moment.microsecond:
            moment += timedelta(seconds=1, microseconds=-1)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    if not is_possible(moment):
        raise ValueError(value)
    return moment.astimezone(UTC)


def group_saves(revisions):
    """Return revisions, the newest first, as changes: saves of one editor within `ONE_CHANGE` are one."""
    groups = []
    for revision in revisions:
        if groups and _belongs_to(groups[-1][-1], revision):
            groups[-1].append(revision)
        else:
            groups.append([revision])
    readable = [None if group[0].is_sealed else group[0] for group in groups]
    return [Change(group, before) for group, before in zip(groups, [*readable[1:], None], strict=False)]


def refuse_sealed(request, revision):
    """Answer that nobody is shown a revision any more, and why."""
    return _say(request, "blog/revision_sealed.html", 410, post=revision.post, revision=revision)


def _belongs_to(later, earlier):
    is_same = later.editor_id is not None and later.editor_id == earlier.editor_id
    return (
        is_same and not (later.is_sealed or earlier.is_sealed) and later.created_at - earlier.created_at <= ONE_CHANGE
    )


def _say(request, template, status, **context):
    return render(request, template, context, status=status)
