"""Plain text is written so that Markdown takes none of it for a sign."""

import re

_sign = re.compile(r"[\\`*\[{]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|<")
_line_start = re.compile(r"(?:(#|[+-](?=\s|$)|>|[-](?=[-\s]*$))|(\d+)(\.(?=\s|$))|(=(?==*\s*$)|~(?=~~)|:(?=\s)))")
_not_in_address = str.maketrans({sign: f"%{ord(sign):02X}" for sign in ' <>"\\`*'} | dict.fromkeys("\n\r\t", ""))


def escape(text: str) -> str:
    """Return a text for the middle of a line; white space in it is one space each."""
    return _sign.sub(_escape_sign, re.sub(r"[ \t\n\r\f]+", " ", text))


def escape_line(line: str) -> str:
    """Return a line of a paragraph, escaped already, so that its beginning starts nothing."""
    return _line_start.sub(_escape_start, line, count=1) if _line_start.match(line) else line


def escape_address(address: str) -> str:
    """Return an address as it stands in the round brackets of a link."""
    plain = address.strip().translate(_not_in_address)
    return f"<{plain}>" if re.search(r"[()\[\]]", plain) or not plain else plain


def _escape_sign(found: re.Match[str]) -> str:
    return {"<": "&lt;", "&": "&amp;"}.get(found[0], f"\\{found[0]}")


def _escape_start(found: re.Match[str]) -> str:
    if found[2]:
        return f"{found[2]}\\{found[3]}"
    return f"\\{found[1]}" if found[1] else f"&#{ord(found[4])};"
