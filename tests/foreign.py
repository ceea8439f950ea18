"""A site of somebody else, for whatever reads pages of others."""

import gzip
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

ARTICLE = """<!doctype html><html lang="de-DE"><head><title>Die Lage | Beispiel</title>
<meta property="og:title" content="Die Lage am Morgen"><meta property="og:site_name" content="Beispiel Zeitung">
<meta name="author" content="Eva Kern"><meta property="article:published_time" content="2008-08-11T10:00:00Z">
</head><body><article><h1>Die Lage am Morgen</h1><p>Worte.</p></article></body></html>"""


@cache
def make_bomb():
    """Return a few kilobytes that are fifty megabytes when they are unpacked."""
    return gzip.compress(b"0" * 50_000_000)


# What a test lets the site say, by path: the arguments of `_send`. And who asked for what since: (path, headers).
SAID: dict[str, dict] = {}
ASKED: list[tuple] = []


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.strip("/")
        ASKED.append((path, self.headers))
        if path in SAID:
            self._send(**SAID[path])
        else:
            getattr(self, f"answer_{path.partition('?')[0]}", self.answer_missing)()

    def answer_missing(self):
        self._send(b"<p>not here", status=404)

    def answer_article(self):
        self._send(ARTICLE.encode())

    def answer_statement(self):
        self._send("<h1>A statement</h1><p>“Nothing is agreed until everything is agreed.”".encode())

    def answer_zeros(self):
        self._send(b"one\x00two", media_type="text/plain; charset=utf-8")

    def answer_empty(self):
        self._send(b"")

    def answer_picture(self):
        self._send(b"\x89PNG", media_type="image/png")

    def answer_broken(self):
        self._send(b"<p>gone", status=500)

    def answer_gone(self):
        self._send(b"<p>gone", status=410)

    def answer_loop(self):
        self._redirect("/loop")

    def answer_inside(self):
        self._redirect("http://127.0.0.1:1/secret")

    def answer_moved(self):
        self._redirect("/article")

    def answer_file(self):
        self._redirect("file:///etc/passwd")

    def answer_endless(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"<p>words</p>" * 10_000)

    def answer_never(self):
        time.sleep(15)

    def answer_packed(self):
        self._send(gzip.compress(ARTICLE.encode()), packing="gzip")

    def answer_bomb(self):
        self._send(make_bomb(), packing="gzip")

    def answer_garbled(self):
        self._send(b"this is not packed", packing="gzip")

    def answer_kept(self):
        if self.headers["If-None-Match"] == '"1"':
            self._send(b"", status=304, ETag='"1"')
        else:
            self._send(ARTICLE.encode(), ETag='"1"', **{"Last-Modified": "Mon, 11 Aug 2008 10:00:00 GMT"})

    def answer_pieces(self):
        self.protocol_version = "HTTP/1.1"
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"a\r\n<p>one</p>\r\na\r\n<p>two</p>\r\n0\r\n\r\n")

    def answer_trickle(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(60):
            self.wfile.write(b"<p>word</p>")
            time.sleep(0.25)

    def _redirect(self, address):
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def _send(self, body, *, status=200, media_type="text/html; charset=utf-8", packing="", **headers):
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        for name, value in (headers | ({"Content-Encoding": packing} if packing else {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def handle_one_request(self):
        # Whoever asked may have gone.
        try:
            super().handle_one_request()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def foreign_server():
    """Serve a site of somebody else on loopback, and return its host:port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def say(foreign_site):
    """Let that site say something at a path from now on: its body, and else what `_send` takes."""
    SAID.clear()
    ASKED.clear()

    def let_it_say(path, body=ARTICLE, **how):
        SAID[path] = {"body": body.encode() if isinstance(body, str) else body} | how
        return f"{foreign_site}/{path}"

    yield let_it_say
    SAID.clear()


@pytest.fixture
def foreign_site(foreign_server, settings):
    """Let pages of that site be read, and return the beginning of its addresses."""
    settings.FETCHABLE_ADDRESSES = [foreign_server]
    return f"http://{foreign_server}"
