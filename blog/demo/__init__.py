"""Real events of the years 2008 to 2012, told in our own words; quotations are paraphrased where they say so."""

from pathlib import Path

from blog import document, publishing
from blog.models import Page, SiteSettings

_folder = Path(__file__).parent


def load():
    """Load the posts with their updates and quotations; tagline, footer and a page "About" where there are none."""
    settings = SiteSettings.load()
    if not (settings.tagline or settings.footer):
        settings.tagline = "Sourced, living commentary on Eurasia"
        settings.footer = "Written and kept up to date by people. [About this site](/about/)"
        settings.full_clean()
        settings.save()
    if not Page.objects.filter(slug="about").exists():
        Page.objects.create(title="About", slug="about", body=(_folder / "about.md").read_text())
    for file in sorted((_folder / "posts").glob("*.md")):
        publishing.add_post(document.parse(file.read_text()))
