"""What a writer finds on the front desk and in the calendar: posts and updates, as lines that lead to their forms."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.template.defaultfilters import date as format_date
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from blog.charts import first_day_of_year, make_year
from blog.models import Post, Update

# So many lines stand in a panel.
SHOWN = 6


@dataclass(frozen=True)
class Line:
    """A post or an update at the moment `at`, and the address of its form."""

    name: str
    url: str
    at: datetime
    author: str
    is_to_come: bool


@dataclass(frozen=True)
class Panel:
    """Lines under a heading, what to say where there are none, and where all of them are."""

    key: str
    title: str
    lines: list[Line]
    nothing: str
    url: str

    @property
    def has_more(self):
        return len(self.lines) > SHOWN

    @property
    def shown(self):
        return self.lines[:SHOWN]


def say_moment(moment):
    """Return an aware `moment` as the desk says it."""
    return format_date(timezone.localtime(moment), pgettext("format of a moment", "j M Y, H:i"))


def say_clock():
    """Return whose times are shown and read: those of the site's zone."""
    said = {"zone": timezone.get_current_timezone_name(), "time": format_date(timezone.localtime(), "H:i")}
    return gettext("Times are those of %(zone)s, where it is %(time)s now.") % said


def make_panels(user):
    """Return what waits, what is scheduled and what has just appeared, of all that `user` may edit. Five queries."""
    posts, updates = Post.objects.editable_by(user), Update.objects.editable_by(user)
    drafts = posts.filter(status=Post.Status.DRAFT).order_by("-modified_at", "-pk")
    scheduled = [*_read(posts.scheduled()), *_read(updates.scheduled())]
    week = updates.published().filter(published_at__gte=timezone.now() - timedelta(days=7))
    list_url = reverse("admin:blog_post_changelist")
    return [
        Panel("drafts", gettext("Drafts"), _read(drafts), gettext("No drafts."), f"{list_url}?status__exact=draft"),
        Panel(
            "scheduled",
            gettext("Scheduled"),
            sorted(scheduled, key=lambda line: line.at),
            gettext("Nothing is scheduled."),
            reverse("admin:blog_post_calendar"),
        ),
        Panel(
            "published",
            gettext("Recently published"),
            _read(posts.published().newest_first()),
            gettext("Nothing is published yet."),
            f"{list_url}?status__exact=published",
        ),
        Panel(
            "updates",
            gettext("Updates of the week"),
            _read(week.order_by("-published_at", "-pk")),
            gettext("No updates in the last seven days."),
            reverse("admin:blog_update_changelist"),
        ),
    ]


def make_year_of(user):
    """Return the chart of the posts of the last 52 weeks that `user` may edit. One query."""
    zone, today = timezone.get_current_timezone(), timezone.localdate()
    since = _begin(first_day_of_year(today))
    return make_year(Post.objects.editable_by(user).published().since(since).count_by_day(zone), until=today)


def find_days(user, since, until):
    """Return `{day: lines}` of what appears from the day `since` until before `until`. Two queries."""
    span = _begin(since), _begin(until)
    posts = Post.objects.editable_by(user).between(*span)
    updates = Update.objects.editable_by(user).between(*span)
    days = {}
    for line in sorted([*_read(posts, None), *_read(updates, None)], key=lambda line: line.at):
        days.setdefault(timezone.localdate(line.at), []).append(line)
    return days


def _begin(day):
    return datetime.combine(day, time(), timezone.get_current_timezone())


def _read(rows, limit=SHOWN + 1):
    """Return lines of posts or updates without reading their texts."""
    of_update = ("post",) if rows.model is Update else ()
    texts = {f"{of}{name}" for of in ("", *(f"{name}__" for name in of_update)) for name in ("body", "body_html")}
    return [_describe(row) for row in rows.select_related("author", *of_update).defer(*texts)[:limit]]


def _describe(row):
    at = row.published_at if isinstance(row, Update) or row.status != Post.Status.DRAFT else row.modified_at
    return Line(
        name=str(row),
        url=reverse(f"admin:blog_{row._meta.model_name}_change", args=[row.pk]),
        at=at,
        author=str(row.author),
        is_to_come=at > timezone.now(),
    )
