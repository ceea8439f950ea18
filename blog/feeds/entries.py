"""What a feed says of a post or an update, for every format."""

from django.template.loader import render_to_string

from blog.linking import absolute
from markup import make_absolute, to_text

SUMMARY_LENGTH = 280


def describe_post(post):
    """Return the entry of a post that was fetched with `for_page()`: whole, with its updates."""
    link = absolute(post.get_absolute_url())
    content = render_to_string("blog/feeds/post.html", {"post": post})
    return _describe(post, post, post.author) | {
        "title": post.title,
        "link": link,
        "description": post.summary or to_text(post.body_html, length=SUMMARY_LENGTH),
        "content": make_absolute(content, page=link).strip(),
        "updateddate": post.updated_at,
        "image": post.lead_image and absolute(post.lead_image.url),
    }


def describe_update(update):
    """Return the entry of an update that was fetched with `for_feed()`."""
    link = absolute(update.get_absolute_url())
    return _describe(update, update.post, update.author) | {
        "title": f"{update.get_kind_display()}: {update.post.title}",
        "link": link,
        "description": to_text(update.body_html, length=SUMMARY_LENGTH),
        "content": make_absolute(update.body_html, page=link),
        "updateddate": update.published_at,
        "image": "",
    }


def _describe(thing, post, author):
    """Return what posts and updates have in common."""
    return {
        "unique_id": thing.tag_uri,
        "unique_id_is_permalink": False,
        "pubdate": thing.published_at,
        "author_name": str(author),
        "author_link": absolute(author.get_absolute_url()),
        "categories": [tag.name for tag in post.tags.all()],
        "language": post.language,
        "history": absolute(post.get_part_url("history")),
    }
