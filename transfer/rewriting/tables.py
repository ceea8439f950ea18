from collections.abc import Callable

from lxml.html import HtmlElement

from transfer.rewriting.inline import lines_of, write_inline
from transfer.rewriting.notes import Notes
from transfer.rewriting.raw import write_html


def write_table(element: HtmlElement, notes: Notes, is_inline: Callable[[HtmlElement], bool]) -> str:
    """Return a table with pipes where it is a plain one under a row of headings, and as HTML otherwise."""
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in element.iter("tr")]
    cells = [cell for row in rows for cell in row]
    is_plain = (
        len(rows) > 1
        and all(cell.tag == "th" for cell in rows[0])
        and all(cell.tag == "td" for row in rows[1:] for cell in row)
        and len({len(row) for row in rows}) == 1
        and len(rows[0]) > 1
        and not any(cell.get("colspan") or cell.get("rowspan") for cell in cells)
        and all(is_inline(child) for cell in cells for child in cell if isinstance(child.tag, str))
        and element.find(".//caption") is None
    )
    if not is_plain:
        return write_html(element)
    lines = [_write_row([_write_cell(cell, notes) for cell in row]) for row in rows]
    return "\n".join([lines[0], _write_row(["---"] * len(rows[0])), *lines[1:]])


def _write_row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _write_cell(cell: HtmlElement, notes: Notes) -> str:
    return "<br>".join(filter(None, lines_of(write_inline(cell, notes)))).replace("|", "&#124;")
