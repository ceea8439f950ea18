"""Posts a second that come over from WordPress, with the processor time and the memory of it: `make bench`.

The posts are those that the promise is about: 600 words, 3 quotations, 2 updates.
"""

import random
import resource
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.environment import prepare

prepare()

from django.db import connection  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from markup import bounding  # noqa: E402
from transfer.importers.wordpress.importing import Options, WordPressImport  # noqa: E402

POSTS = 2_000
START = datetime(2004, 1, 1, 12)  # noqa: DTZ001 - as the export has it
_chance = random.Random(6)  # noqa: S311 - the same words each time
_words = ["".join(_chance.choices("abcdefghiklmnoprstuvwy", k=_chance.randint(2, 9))) for _ in range(6_000)]
_weights = [1 / rank for rank in range(1, len(_words) + 1)]


def say(number):
    """Return a sentence of so many words, of which some are frequent, as in a language."""
    return " ".join(_chance.choices(_words, _weights, k=number)).capitalize() + "."


def write_paragraph():
    """Return 80 words, with a link and an emphasis."""
    link = f'<a href="https://www.example.org/{_chance.randint(1, 9999)}">{say(3)}</a>'
    return f"{say(40)} {link} <em>{say(4)}</em> {say(33)}"


def write_quotation():
    """Return a blockquote with a sentence before it that says whose it is."""
    paper = _chance.randint(1, 200)
    return (
        f'As <a href="https://paper{paper}.example/{_chance.randint(1, 99999)}">The Paper {paper}</a> reports:'
        f"\n\n<blockquote>{say(35)}</blockquote>"
    )


def write_item(number):
    """Return a post of WordPress."""
    at = START + timedelta(hours=7 * number)
    parts = [write_paragraph(), write_paragraph(), write_quotation(), write_paragraph(), write_paragraph()]
    parts += [write_quotation(), write_paragraph(), f"<b>Update:</b> {say(50)}", f"<b>UPDATE 2:</b> {say(50)}"]
    filed = f'<category domain="category" nicename="c{number % 90}">Category {number % 90}</category>'
    return (
        f"<item><title>{say(6)}</title><link>https://old.example/{at:%Y/%m/%d}/post-{number}/</link>"
        f"<dc:creator>ivan</dc:creator><content:encoded><![CDATA[{'\n\n'.join([*parts, write_quotation()])}]]>"
        f"</content:encoded><wp:post_id>{number + 1}</wp:post_id><wp:post_date_gmt>{at:%Y-%m-%d %H:%M:%S}"
        f"</wp:post_date_gmt><wp:post_name>post-{number}</wp:post_name><wp:status>publish</wp:status>"
        f"<wp:post_type>post</wp:post_type>{filed}</item>\n"
    )


def write_export(path):
    """Write the export to a file."""
    with path.open("w") as file:
        file.write('<rss version="2.0"><channel><wp:base_blog_url>https://old.example</wp:base_blog_url>')
        file.writelines(write_item(number) for number in range(POSTS))
        file.write("</channel></rss>")


def main():
    """Print a table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xml"
        write_export(path)
        bringing = WordPressImport([path], Options())
        started, worked = perf_counter(), process_time()
        bringing.prepare()
        bringing.run(lambda _number: None)
        taken, worked = perf_counter() - started, process_time() - worked
    bounding._stop()  # noqa: SLF001 - so that its time is known
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    table = Table("", "", title=f"{POSTS:,} posts from WordPress on {connection.vendor}")
    table.add_row("posts a second", f"{POSTS / taken:.0f}")
    table.add_row("processor time of the importer, ms a post", f"{worked / POSTS * 1000:.1f}")
    table.add_row("… of rendering, ms a post", f"{(child.ru_utime + child.ru_stime) / POSTS * 1000:.1f}")
    table.add_row("memory, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")
    Console().print(table)
    Console().print("\n".join(bringing.report.summary()))


if __name__ == "__main__":
    main()
