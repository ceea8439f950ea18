from sidebar.models import Area, Widget

_footer = [
    ("text", "About this blog", {
        "text": "Commentary on Eurasian affairs, kept up to date: a post goes out, gets dated updates as the story "
        "moves, and says who it quotes."
    }),
    ("recent_updates", "Latest updates", {"count": 5}),
    ("recent_quotations", "Recently quoted", {"count": 3}),
    ("tags", "Subjects", {}),
    ("links", "Elsewhere", {
        "links": "https://www.osce.org/ OSCE\nhttps://eurasianet.org/ Eurasianet\n"
        "https://www.themoscowtimes.com/ The Moscow Times\nhttps://civil.ge/ Civil Georgia"
    }),
    ("search", "Search", {}),
]  # fmt: skip


def load():
    """Fill the footer, where there are no widgets yet; the header stays empty, and says so."""
    if Widget.objects.exists():
        return
    for position, (kind, title, options) in enumerate(_footer):
        widget = Widget(area=Area.FOOTER, kind=kind, title=title, options=options, position=position)
        widget.full_clean()
        widget.save()
