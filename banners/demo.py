from banners.models import SiteBanner


def load():
    """Put up the demo's banner, where there is none."""
    if SiteBanner.objects.exists():
        return
    banner = SiteBanner(
        title="No to the war against Ukraine",
        message="This site stands with the people who are bombed out of their homes, "
        "and with those in Russia who say so aloud. If you can, help those who help.",
        link="https://www.icrc.org/",
        link_label="Donate to the Red Cross",
        tone=SiteBanner.Tone.APPEAL,
        is_active=True,
    )
    banner.full_clean()
    banner.save()
