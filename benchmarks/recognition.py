"""How well updates and quotations of old posts are recognised, on the labelled posts of the tests: `make bench`.

The held-back posts were written before the recogniser, and what became of them was not looked at while it was tuned. At
their first run all 40 updates were right, and 30 of 32 quotations; the rest are figures of today.
"""

import sys

from benchmarks.environment import prepare

prepare()

from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from tests.transfer.labelled import HELD_BACK, TUNING, compare, read_posts  # noqa: E402


def add_rows(table, part, posts):
    """Add the figures of some posts."""
    for thing, scores in compare(posts).items():
        table.add_row(
            part,
            thing,
            str(scores.labelled),
            str(scores.found),
            f"{scores.precision:.3f}",
            f"{scores.recall:.3f}",
        )


def main():
    """Print a table; with `--misses`, what was missed and what is wrong of the tuning part."""
    tuning = [post for path in TUNING for post in read_posts(path)]
    table = Table("part", "recognised", "labelled", "found", "precision", "recall", title="Old posts")
    add_rows(table, f"tuning, {len(tuning)} posts", tuning)
    if "--tuning" not in sys.argv:
        held_back = read_posts(HELD_BACK)
        add_rows(table, f"held back, {len(held_back)} posts", held_back)
        add_rows(table, "all", tuning + held_back)
    Console(width=110).print(table)
    if "--misses" in sys.argv:
        for thing, scores in compare(tuning).items():
            for miss in scores.misses:
                print(thing, miss)  # noqa: T201 - for whoever tunes


if __name__ == "__main__":
    main()
