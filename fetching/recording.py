"""What passes through the door, word for word, as a file that readers of web archives know: WARC 1.1 (ISO 28500)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import httpcore
import httpx
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_info = {
    "software": "Siberian Light, warcio",
    "format": "WARC File Format 1.1",
    "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
}


@dataclass
class Exchange:
    """A question and its answer; `body` grows as it comes, compressed where the site compressed it."""

    request: httpx.Request
    answer: httpcore.Response
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    body: bytearray = field(default_factory=bytearray)
    is_whole: bool = False

    def listen(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Pass on the pieces of the body, and keep them."""
        for piece in pieces:
            self.body += piece
            yield piece
        self.is_whole = True


class Recording:
    """All that passed, in order."""

    def __init__(self) -> None:
        self._exchanges: list[Exchange] = []

    def add(self, request: httpx.Request, answer: httpcore.Response) -> Exchange:
        """Begin to keep an exchange."""
        self._exchanges.append(Exchange(request, answer))
        return self._exchanges[-1]

    def write(self, path: Path, *, link: str, about: dict[str, Any]) -> None:
        """Write what came whole to a file; `about` is noted of the page at `link`. Raises OSError."""
        with path.open("wb") as file:
            writer = WARCWriter(file, gzip=True, warc_version="1.1")
            writer.write_record(writer.create_warcinfo_record("", _info))
            for exchange in self._exchanges:
                if exchange.is_whole:
                    _write_exchange(writer, exchange)
            said = json.dumps(about, ensure_ascii=False, indent=1).encode()
            writer.write_record(
                writer.create_warc_record(
                    link, "metadata", BytesIO(said), length=len(said), warc_content_type="application/json"
                )
            )


def _write_exchange(writer: WARCWriter, exchange: Exchange) -> None:
    link, at = str(exchange.request.url), exchange.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    request = exchange.request
    asked = StatusAndHeaders(
        f"{request.method} {request.url.raw_path.decode()} HTTP/1.1", request.headers.raw, is_http_request=True
    )
    answer = exchange.answer
    version, reason = (answer.extensions.get(name, b"").decode("latin-1") for name in ("http_version", "reason_phrase"))
    said = StatusAndHeaders(f"{answer.status} {reason}".strip(), _as_received(answer.headers), protocol=version)
    body = bytes(exchange.body)
    writer.write_request_response_pair(
        writer.create_warc_record(link, "request", http_headers=asked),
        writer.create_warc_record(
            link,
            "response",
            BytesIO(body),
            length=len(body),
            http_headers=said,
            warc_headers_dict={"WARC-Date": at},
        ),
    )


def _as_received(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return headers; the body came in pieces no more when it was kept, and nobody is to look for their lengths."""
    renamed = {b"transfer-encoding": b"X-Orig-Transfer-Encoding"}
    return [(renamed.get(name.lower(), name), value) for name, value in headers]
