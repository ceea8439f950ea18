"""What pages say, for machines: models in, plain dicts out, in the words of https://schema.org/.

Only what the page shows is said. Posts come with what `for_page().with_quotations()` fetches: the updates whose time
has come, and the quotations of those and of the post itself.
"""

from collections.abc import Iterable
from datetime import datetime

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

import markup
from blog import share_images
from blog.linking import absolute
from blog.models import Post, Quotation, SiteSettings, Update
from people.models import User


def website(site: SiteSettings) -> dict:
    """Return the site, and how it is searched (https://schema.org/SearchAction)."""
    search = absolute(reverse("blog:search"))
    return _thing(
        "WebSite",
        name=site.name,
        description=site.tagline,
        url=absolute(reverse("blog:front")),
        inLanguage=site.language,
        publisher=publisher(site),
        potentialAction={
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    )


def publisher(site: SiteSettings) -> dict:
    """Return the site as the one who publishes."""
    logo = {"@type": "ImageObject", "url": absolute(static("img/icon.svg"))}
    policy = site.corrections_policy and absolute(site.corrections_policy.get_absolute_url())
    front = absolute(reverse("blog:front"))
    return _thing("Organization", name=site.name, url=front, logo=logo, correctionsPolicy=policy)


def person(user: User) -> dict:
    """Return an author who has a page here."""
    return _thing("Person", name=str(user), url=absolute(user.get_absolute_url()))


def profile(user: User) -> dict:
    """Return the page of an author (https://schema.org/ProfilePage)."""
    return _thing("ProfilePage", mainEntity=person(user) | ({"description": user.about} if user.about else {}))


def breadcrumb(steps: Iterable[tuple[str, str]]) -> dict:
    """Return the way to a page as (name, path) of each step; the page itself has no path."""
    items = [
        _thing("ListItem", position=position, name=name, item=path and absolute(path))
        for position, (name, path) in enumerate(steps, 1)
    ]
    return _thing("BreadcrumbList", itemListElement=items)


def posting(post: Post, site: SiteSettings) -> dict:
    """Return a post: a BlogPosting, or a LiveBlogPosting once it has been continued; corrections stand apart."""
    url = absolute(post.get_absolute_url())
    corrections = [update for update in post.updates.all() if update.kind == Update.Kind.CORRECTION]
    updates = [update for update in post.updates.all() if update.kind != Update.Kind.CORRECTION]
    picture = share_images.picture_of_post(post, site)
    return _thing(
        "LiveBlogPosting" if updates else "BlogPosting",
        headline=post.title,
        description=post.description,
        url=url,
        mainEntityOfPage={"@type": "WebPage", "@id": url},
        inLanguage=post.language or site.language,
        datePublished=_time(post.published_at),
        dateModified=_time(post.updated_at),
        coverageStartTime=_time(post.published_at) if updates else None,
        author=person(post.author),
        publisher=publisher(site),
        image=_thing("ImageObject", url=picture["url"], width=picture["width"], height=picture["height"]),
        keywords=[tag.name for tag in post.tags.all()],
        hasPart=_quotations(post, None, site),
        liveBlogUpdate=[_update(update, post, site) for update in updates],
        correction=[_correction(update, post, site) for update in corrections],
    )


def quotation(said: Quotation, post: Post, site: SiteSettings) -> dict:
    """Return words of somebody else (https://schema.org/Quotation). A paraphrase has a sense, and no words.

    Where nobody else is named, the source itself speaks.
    """
    words = markup.to_text(said.text_html)
    source = _thing("Organization", name=said.source.name, url=said.source.homepage)
    return _thing(
        "Quotation",
        url=absolute(f"{post.get_absolute_url()}#{said.anchor}"),
        text=None if said.is_paraphrase else words,
        abstract=words if said.is_paraphrase else None,
        inLanguage=said.language or post.language or site.language,
        spokenByCharacter=_thing("Person", name=said.speaker) if said.speaker else source,
        dateCreated=said.said_on and said.said_on.isoformat(),
        isBasedOn=said.link,
        citation=_thing("CreativeWork", url=said.link, publisher=source),
        workTranslation=_translation(said, post, site) if said.translation_html else None,
    )


def _translation(said: Quotation, post: Post, site: SiteSettings) -> dict:
    """Return the words in the language of the post."""
    text = markup.to_text(said.translation_html)
    return _thing("CreativeWork", text=text, inLanguage=post.language or site.language)


def _update(update: Update, post: Post, site: SiteSettings) -> dict:
    return _thing(
        "BlogPosting",
        headline=f"{update.get_kind_display()}: {update.excerpt}",
        articleBody=markup.to_text(update.body_html),
        **_signed(update, post, site),
    )


def _correction(update: Update, post: Post, site: SiteSettings) -> dict:
    text = markup.to_text(update.body_html)
    return _thing("CorrectionComment", text=text, **_signed(update, post, site))


def _signed(update: Update, post: Post, site: SiteSettings) -> dict:
    """Return who added an update, when and where. Somebody else than the post's author need not have a page here."""
    is_same = update.author_id == post.author_id
    return {
        "url": absolute(f"{post.get_absolute_url()}#{update.anchor}"),
        "datePublished": _time(update.published_at),
        "author": person(post.author) if is_same else _thing("Person", name=str(update.author)),
        "hasPart": _quotations(post, update, site),
    }


def _quotations(post: Post, update: Update | None, site: SiteSettings) -> list[dict]:
    owner = update and update.pk
    return [quotation(said, post, site) for said in post.quotations.all() if said.update_id == owner]


def _time(moment: datetime | None) -> str | None:
    """Return a moment as the page shows it: in the site's zone, which it names."""
    return timezone.localtime(moment).isoformat() if moment else None


def _thing(kind: str, **properties) -> dict:
    """Return a thing of schema.org with what is known of it."""
    return {"@type": kind} | {name: value for name, value in properties.items() if value not in (None, "", [])}
