from contextlib import suppress

from django.apps import apps as installed_apps
from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from blog import publishing, search
from blog.models import Address, Page, Post, SearchEntry, Source, Tag, Update
from edition.signals import asked_for_next_change, clock_struck
from people.models import User


@receiver(asked_for_next_change)
def next_scheduled_post(after, **_):
    """Return when the next scheduled post appears."""
    return Post.objects.next_change(after=after)


@receiver(asked_for_next_change)
def next_scheduled_update(after, **_):
    """Return when the next scheduled update appears."""
    return Update.objects.next_change(after=after)


@receiver(clock_struck)
def date_posts_by_released_updates(now, **_):
    """Move `updated_at` of the posts that have an update whose time has come."""
    due = Update.objects.filter(published_at__lte=now, published_at__gt=F("post__updated_at"))
    for update in due.order_by("published_at"):
        Post.objects.filter(pk=update.post_id).update(updated_at=update.published_at)


@receiver(clock_struck)
def remember_addresses_of_released_posts(since, now, **_):
    """Keep the addresses of scheduled posts from the moment that they can be read there."""
    for post in Post.objects.published().filter(published_at__gte=since, published_at__lte=now):
        Address.objects.remember(post)


@receiver(clock_struck)
def record_what_appeared(since, now, **_):
    """Make revisions of scheduled posts and updates whose time has come."""
    for post in Post.objects.appeared(since=since, until=now).only("pk"):
        publishing.record_release(post)


@receiver(post_save, sender=Page)
@receiver(post_save, sender=Source)
@receiver(post_save, sender=Tag)
@receiver(post_save, sender=User)
def remember_address(instance, raw, update_fields, **_):
    """Keep the present address, so that it can be redirected when the slug changes."""
    if not raw and (update_fields is None or "slug" in update_fields):
        Address.objects.remember(instance)


@receiver(clock_struck)
def mark_places_of_released_corrections(since, now, **_):
    """Show the marks of scheduled corrections from their time on. What cannot be rendered just now stays as it was."""
    appeared = Update.objects.filter(published_at__gte=since, published_at__lte=now).values("post")
    for post in Post.objects.filter(pk__in=appeared).order_by("pk"):
        with suppress(ValidationError):
            publishing.rerender(post)


@receiver(clock_struck)
def index_what_appeared(since, now, **_):
    """Let search find scheduled posts and updates from their time on."""
    search.index_posts(Post.objects.appeared(since=since, until=now).only("pk"))


@receiver(post_save, sender=Page)
def index_page(instance, raw, **_):
    """Let search find a page as it is now."""
    if not raw:
        search.index_pages([instance])


@receiver(post_delete, sender=SearchEntry)
def forget_entry(instance, **_):
    """Take what went with its post or page out of the index."""
    search.forget(instance)


def prepare_search(apps=installed_apps, **_):
    """Receive post_migrate: make the index, and fill it where it was not kept before."""
    if "searchentry" in apps.all_models["blog"]:
        search.install()
        search.index_missing()
