from django.db.models import F
from django.db.models.signals import post_save
from django.dispatch import receiver

from blog.models import Address, Page, Post, Source, Tag, Update
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


@receiver(post_save, sender=Page)
@receiver(post_save, sender=Source)
@receiver(post_save, sender=Tag)
@receiver(post_save, sender=User)
def remember_address(instance, raw, update_fields, **_):
    """Keep the present address, so that it can be redirected when the slug changes."""
    if not raw and (update_fields is None or "slug" in update_fields):
        Address.objects.remember(instance)
