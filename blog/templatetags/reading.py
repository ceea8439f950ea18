from django import template

import markup

register = template.Library()


@register.simple_tag
def reading_minutes(post, updates):
    """Return how long reading a post with its updates takes, at 230 words a minute."""
    words = sum(markup.count_words(html) for html in [post.body_html, *(update.body_html for update in updates)])
    return max(1, round(words / 230))
