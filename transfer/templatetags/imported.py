from django import template

from transfer.models import Comment

register = template.Library()


@register.inclusion_tag("transfer/comments.html")
def comments_on(thing):
    """Show the comments that came over with a post or page. One query; none for a page that is not stored yet."""
    return {"comments": list(Comment.objects.of(thing)) if thing.pk else []}
