from django import template
from django.utils.safestring import mark_safe

import markup

register = template.Library()


@register.simple_tag
def lang(language):
    """Return the attributes of an element in a language that may differ from the page's."""
    return mark_safe(markup.language_attributes(language))  # noqa: S308 - escaped there
