"""Real events of the years 2008 to 2012, told in our own words; quotations are paraphrased where they say so."""

from pathlib import Path

from blog import document, publishing
from blog.models import Page, SiteSettings

_folder = Path(__file__).parent


def load():
    """Load the posts with their updates and quotations; tagline, footer and pages where there are none."""
    _add_page("About", "about")
    policy = _add_page("How we correct", "how-we-correct")
    settings = SiteSettings.load()
    if not (settings.tagline or settings.footer):
        settings.tagline = "Sourced, living commentary on Eurasia"
        settings.footer = "Written and kept up to date by people. [About this site](/about/)"
        settings.corrections_policy = policy
        settings.full_clean()
        settings.save()
    for file in sorted((_folder / "posts").glob("*.md")):
        publishing.add_post(document.parse(file.read_text()))


def _add_page(title, slug):
    """Return the page at an address; where there is none, add ours."""
    text = (_folder / f"{slug}.md").read_text()
    return Page.objects.get_or_create(slug=slug, defaults={"title": title, "body": text})[0]
