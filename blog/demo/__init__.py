"""Real events of the years 2008 to 2012, told in our own words; quotations are paraphrased where they say so."""

from pathlib import Path

from blog import document, publishing
from blog.models import Page, SiteSettings

_folder = Path(__file__).parent


def load():
    """Load the site's settings, its pages and its posts with their updates and quotations."""
    settings = SiteSettings(
        tagline="Sourced, living commentary on Eurasia",
        footer="Written and kept up to date by people. [About this site](/about/)",
    )
    settings.full_clean()
    settings.save()
    Page.objects.create(title="About", slug="about", body=(_folder / "about.md").read_text())
    for file in sorted((_folder / "posts").glob("*.md")):
        publishing.add_post(document.parse(file.read_text()))
