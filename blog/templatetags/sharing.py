"""What a page says about itself to those who find it, share it and cite it."""

import json
import re

from django import template
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from blog import citing, linking, paging, share_images, structured_data

register = template.Library()

# As Django's json_script does: nothing in a text can end the script that it stands in.
_escapes = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})
# What no XML can hold, escaped or not (https://www.w3.org/TR/xml/#charsets).
_not_xml = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@register.filter
def absolute(path):
    """Return the whole address of a path of this site."""
    return linking.absolute(path)


@register.filter
def xml_text(text):
    """Return a text without the signs that XML cannot hold."""
    return _not_xml.sub("", str(text))


@register.filter
def language_alone(code):
    """Return a language without region and script: news sitemaps know no more."""
    return code.partition("-")[0].lower()


@register.inclusion_tag("blog/_sharing.html", takes_context=True)
def share_page(context, description, title="", *, year=None, through="", through_url="", author=None):  # noqa: PLR0913 - a template names them
    """Say what a page is called and where it is: a list's each page, without what else was in the address.

    A page without a title is the front; `year`, or `through` a page, leads to it, and `author` is whose page it is.
    """
    site, address = context["site"], escape_uri_path(context["request"].path)
    if isinstance(context.get("page"), paging.Page) and not context["page"].is_first:
        address += f"?{urlencode(_place_in_list(context['request']))}"
    if year:
        through, through_url = str(year), reverse("blog:year", kwargs={"year": year})
    said = [_breadcrumb(title, through, through_url)] if title else [structured_data.website(site)]
    if author:
        said.append(structured_data.profile(author))
    return {
        "site": site,
        "title": title or site.name,
        "description": description,
        "address": linking.absolute(address),
        "picture": share_images.picture_of_site(site),
        "data": [_as_json(thing) for thing in said],
    }


@register.inclusion_tag("blog/_sharing_of_post.html", takes_context=True)
def share_post(context, post):
    """Say what a published post is called, when, by whom and of what it is, and how it is embedded."""
    site, address = context["site"], linking.absolute(post.get_absolute_url())
    oembed = linking.absolute(reverse("blog:oembed"))
    return {
        "site": site,
        "post": post,
        "title": post.title,
        "description": post.description,
        "address": address,
        "picture": share_images.picture_of_post(post, site),
        "oembed": {kind: f"{oembed}?{urlencode({'url': address, 'format': kind})}" for kind in ("json", "xml")},
        "data": [_as_json(structured_data.posting(post, site)), _as_json(_breadcrumb(post.title))],
    }


@register.inclusion_tag("blog/_sharing.html", takes_context=True)
def share_quotation(context, quotation):
    """Say whose words a quotation is, and where they stand."""
    site, post = context["site"], quotation.post
    said = structured_data.quotation(quotation, post, site)
    return {
        "site": site,
        "title": f"{quotation.source}: {quotation.excerpt}",
        "description": quotation.excerpt,
        "address": linking.absolute(quotation.get_permalink()),
        "picture": share_images.picture_of_quotation(quotation, site),
        "data": [_as_json(said), _as_json(_breadcrumb(str(quotation.source), post.title, post.get_absolute_url()))],
    }


@register.simple_tag(takes_context=True)
def citation(context, post):
    """Return how a post is cited in words."""
    return citing.compose_plain(post, context["site"])


def _place_in_list(request):
    """Return what of a request chose the page of a long list."""
    return {name: request.GET[name] for name in ("after", "before") if request.GET.get(name)}


def _breadcrumb(here, through="", through_url=""):
    """Return the way that the breadcrumb shows."""
    steps = [(gettext("Blog"), reverse("blog:front")), (through, through_url), (here, "")]
    return structured_data.breadcrumb([(str(name), path) for name, path in steps if name])


def _as_json(thing):
    """Return a thing of schema.org as JSON-LD, escaped for a script: data, which browsers do not run."""
    data = json.dumps({"@context": "https://schema.org"} | thing, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(data.translate(_escapes))  # noqa: S308 - it was escaped for where it stands
