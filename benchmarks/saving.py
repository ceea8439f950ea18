"""Milliseconds of saving a long post in the admin, from request to the last byte, in this process: `make bench`."""

from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter

from benchmarks.environment import prepare

prepare()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from blog import publishing  # noqa: E402
from blog.models import Post, Update  # noqa: E402
from blog.revisions import diff  # noqa: E402
from people.models import User  # noqa: E402

RUNS = 15
# 66 words with one link and one emphasis: twice as many as in the demo's posts.
PARAGRAPH = (
    "The committee met in the [morning](https://www.example.org/) and *rose* in the evening. "
    + "Its members said little to those who waited before the door. " * 5
)
WORDS, UPDATES, QUOTATIONS = 3_000, 10, 30
START = datetime(2011, 5, 4, 12, tzinfo=UTC)
_quotation = "> Nothing is agreed until everything is agreed, said {}.\n>\n> — A speaker, [Agency {}](https://www.example.org/{})"


def make_post(author):
    """Return a published post of 3,000 words, with 10 updates of 100 words and 30 quotations, 10 of them in updates."""
    paragraphs = -(-WORDS // len(PARAGRAPH.split()))
    quotations = [_quotation.format(number, number % 7, number) for number in range(QUOTATIONS)]
    body = "\n\n".join([PARAGRAPH] * paragraphs + quotations[UPDATES:])
    post = Post(author=author, title="A long post", summary="Short.", body=body, status="published", published_at=START)
    post.save()
    publishing.record(post, by=author)
    for number in range(UPDATES):
        at = START + timedelta(days=number)
        text = f"{PARAGRAPH}\n\n{quotations[number]}"
        Update(post=post, author=author, body=text, published_at=at).save()
    publishing.record(post, by=author)
    return post


def read_form(client, url):
    """Return what a browser would send of the form at `url`."""
    context = client.get(url).context
    forms = [context["adminform"].form]
    data = {"seen": context["keeping"]["seen"], "kept_as": context["keeping"]["key"], "_continue": "1"}
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    for form in forms:
        for field in form:
            widget = getattr(field.field.widget, "widget", field.field.widget)
            value = field.value()
            if hasattr(widget, "decompress"):
                parts = zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=True)
                data |= {f"{field.html_name}{name}": part.format_value(each) or "" for name, part, each in parts}
            elif value not in (None, False, "") and field.name != "lead_image":
                data[field.html_name] = widget.format_value(value)
    return data


def measure(client, url, body):
    """Return queries and milliseconds (median and most) of saves of which each changed some words."""
    forms = ({"body": f"more {number} {body}"} for number in range(RUNS + 1))
    with CaptureQueriesContext(connection) as queries:
        form = read_form(client, url)
        asked = len(queries)
        client.post(url, form | next(forms))
        counted = len(queries) - asked
    taken = []
    for changed in forms:
        form = read_form(client, url) | changed
        started = perf_counter()
        response = client.post(url, form)
        taken.append((perf_counter() - started) * 1000)
        assert response.status_code == 302, response.context["errors"]  # noqa: S101
    return counted, median(taken), max(taken)


def main():
    """Print a table."""
    setup_test_environment()  # so that answers tell what they were rendered with
    author = User.objects.create_superuser("bench-saving")
    post = make_post(author)
    client = Client(HTTP_HOST="localhost")
    client.force_login(author)
    url = reverse("admin:blog_post_change", args=[post.pk])
    post.refresh_from_db()
    title = f"A post of {WORDS:,} words, {UPDATES} updates and {QUOTATIONS} quotations on {connection.vendor}"
    table = Table("", "queries", "ms", "ms at most", title=title)
    queries, usual, most = measure(client, url, post.body)
    table.add_row("saving it", str(queries), f"{usual:.0f}", f"{most:.0f}")
    old, new = post.revisions.order_by("number")[1].text, post.revisions.first().text
    started = perf_counter()
    diff(old, new)
    table.add_row("comparing two revisions", "–", f"{(perf_counter() - started) * 1000:.0f}", "–")
    Console().print(table)


if __name__ == "__main__":
    main()
