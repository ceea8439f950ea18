"""Revisions are made here, of saves and of what the clock released. `blog.publishing` alone asks for it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from blog import document, proving, summarising
from blog.models import Post, Revision, SiteSettings
from people.models import User


def revise(post: Post, latest: Revision | None, *, by: User | None, note: str) -> Revision:
    """Make what the rows of `post` say the next revision after `latest`, and return it.

    Where they say nothing new, and there is no note, it is the latest.
    """
    text = document.compose(Post.objects.for_record().get(pk=post.pk))
    if latest and latest.text == text and not note:
        return latest
    return _add(Revision(post=post, text=text, editor=by, note=note), latest)


def begin(post: Post) -> Revision:
    """Return the first revision of a post that was added as a whole, fetched with `for_record()`; it is not stored."""
    return _complete(Revision(post=post, text=document.compose(post), editor=post.author), None)


def release(post: Post) -> Revision | None:
    """Make a revision of each moment since the latest at which readers got more of it; return the latest now."""
    latest = saved = post.revisions.order_by("-number").first()
    if saved is None:
        return None
    for at, numbers in _find_releases(saved, timezone.now()):
        latest = _add(Revision(post=post, text=saved.text, created_at=at, note=_say_released(numbers)), latest)
    return latest


def seal(post: Post, first: int, last: int, *, reason: str, by: User) -> list[Revision]:
    """Seal the revisions `first` to `last` of `post`, and return those that were not yet. Raises ValidationError."""
    Revision._meta.get_field("seal_reason").run_validators(reason)
    revisions = post.revisions.without_texts()
    chosen = list(revisions.filter(number__range=(first, last)).order_by("number"))
    if not chosen or not reason.strip():
        raise ValidationError(gettext("Give the numbers of revisions that are there, and a reason."))
    present = {latest.number for latest in (revisions.first(), revisions.public().first()) if latest}
    if present.intersection(revision.number for revision in chosen):
        raise ValidationError(gettext("The latest revision is what the post says now. Change the post first."))
    sealed = [revision for revision in chosen if not revision.is_sealed]
    for revision in sealed:
        revision.sealed_at, revision.sealed_by, revision.seal_reason = timezone.now(), by, reason
        revision.save(update_fields=["sealed_at", "sealed_by", "seal_reason"])
    return sealed


def was_released(revision: Revision | None) -> bool:
    """Return whether the post was published or scheduled as a revision has it."""
    return bool(revision and _read_releases(revision))


def is_readable(revision: Revision) -> bool:
    """Return whether readers could read the post at the moment of a revision."""
    readable_from = _read_releases(revision).get(0)
    return readable_from is not None and readable_from <= revision.created_at


def _add(revision: Revision, latest: Revision | None) -> Revision:
    """Save a new revision after `latest`."""
    _complete(revision, latest).save(force_insert=True)
    return revision


def _complete(revision: Revision, latest: Revision | None) -> Revision:
    """Say of a new revision after `latest` what readers have of it, prove that, and return it."""
    revision.number = latest.number + 1 if latest else 1
    before = latest if latest is None or latest.is_public else revision.post.revisions.public().first()
    old, new = before.public_text if before else "", revision.public_text
    is_back = before is not None and not was_released(latest)
    # What only those who write can see yet, such as an update to come, is told with its release.
    is_told = old != new or is_back or (latest is not None and latest.text == revision.text)
    revision.is_public = is_told and is_readable(revision)
    if revision.is_public:
        revision.words_added, revision.words_removed = summarising.count_words(old, new)
        revision.changes = summarising.summarise(old, new) | ({"is_back": True} if is_back else {})
        canonical = proving.canonical_text_of(revision, previous=before.digest if before else "")
        revision.digest = proving.digest_of(canonical)
    return revision


def _find_releases(latest: Revision, now: datetime) -> list[tuple[datetime, list[int]]]:
    """Return the moments after a revision at which something in it appeared, each with the numbers of what did."""
    releases = _read_releases(latest)
    moments = sorted({at for at in releases.values() if latest.created_at < at <= now})
    return [(moment, [number for number, at in releases.items() if at == moment]) for moment in moments]


def _read_releases(revision: Revision) -> dict[int, datetime]:
    try:
        return document.read_releases(revision.text)
    except document.NotADocument:
        return {}


def _say_released(numbers: list[int]) -> str:
    """Return the note of what the clock released: the post, or else updates by their numbers."""
    with translation.override(SiteSettings.load().language):
        if 0 in numbers:
            return gettext("Published as scheduled")
        said = ngettext(
            "Update %(numbers)s published as scheduled", "Updates %(numbers)s published as scheduled", len(numbers)
        )
        return said % {"numbers": ", ".join(map(str, numbers[:20]))}
