from django.db import migrations
from django.utils import timezone

from blog.document import NotADocument, read_releases
from blog.parting import leave_out_updates
from blog.proving import compose_canonical, digest_of
from blog.summarising import count_words, summarise


def prove(apps, schema_editor):
    """Say of each revision of before whether readers had it, and prove those that they had.

    What the clock released got no revision of its own then. A text that was read from its scheduled time on is dated
    from that; an update that appeared between two saves is in the later one; what appeared after the last save gets a
    revision now.
    """
    Post, Revision = apps.get_model("blog", "Post"), apps.get_model("blog", "Revision")
    database = schema_editor.connection.alias
    posts = Post.objects.using(database).order_by("pk").values_list("pk", "tag_uri")
    for post, tag_uri in posts.iterator(chunk_size=1000):
        _prove_post(Revision.objects.using(database).filter(post=post).order_by("number"), tag_uri)


def _prove_post(revisions, tag_uri):
    saved = list(revisions.values_list("pk", "created_at"))
    if not saved:
        return
    until = [at for _, at in saved[1:]] + [timezone.now()]
    latest = public = None
    for (pk, _), superseded_at in zip(saved, until, strict=True):
        revision = revisions.get(pk=pk)
        readable_from = _read_releases(revision.text).get(0)
        if readable_from and revision.created_at < readable_from < superseded_at:
            revision.created_at = readable_from
        latest, public = _prove_revision(revision, tag_uri, latest, public)
    _release(latest, tag_uri, public, until[-1])


def _prove_revision(revision, tag_uri, latest, public):
    """Complete and save a revision that follows `latest`; return it, and the latest that is public then."""
    text, moment = leave_out_updates(revision.text, after=revision.created_at), revision.created_at
    before = leave_out_updates(public.text, after=public.created_at) if public else ""
    readable_from = _read_releases(revision.text).get(0)
    is_back = public is not None and not _read_releases(latest.text)
    is_told = text != before or is_back or (latest is not None and latest.text == revision.text)
    revision.is_public = readable_from is not None and readable_from <= moment and is_told
    revision.digest = ""
    if revision.is_public:
        revision.words_added, revision.words_removed = count_words(before, text)
        revision.changes = summarise(before, text) | ({"is_back": True} if is_back else {})
        known = {"tag_uri": tag_uri, "number": revision.number, "moment": moment, "note": revision.note}
        revision.digest = digest_of(compose_canonical(text, **known, previous=public.digest if public else ""))
    revision.save()
    return revision, revision if revision.is_public else public


def _release(latest, tag_uri, public, now):
    """Add the revisions of updates that have appeared since the last save."""
    moments = {at for at in _read_releases(latest.text).values() if latest.created_at < at <= now}
    for moment in sorted(moments):
        revision = type(latest)(
            post_id=latest.post_id, number=latest.number + 1, text=latest.text, created_at=moment, is_public=True
        )
        latest, public = _prove_revision(revision, tag_uri, latest, public)


def _read_releases(text):
    try:
        return read_releases(text)
    except NotADocument:
        return {}


class Migration(migrations.Migration):
    dependencies = [("blog", "0015_public_history")]
    operations = [migrations.RunPython(prove, migrations.RunPython.noop, elidable=True)]
