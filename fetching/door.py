"""The one door to the outside: public addresses only, whatever a name or a redirect leads to, within limits.

Names are resolved here, and the connection goes to the very address that was looked at, so that a second answer of
the name server cannot lead elsewhere.
"""

import ipaddress
import socket
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from math import inf
from time import monotonic

import httpcore
import httpx

from fetching.recording import Exchange, Recording

BYTES_ALLOWED = 5 * 1024 * 1024
REDIRECTS_ALLOWED = 5
# For each step: to be connected, to be answered, to be sent some more.
SECONDS_ALLOWED = 4
GONE = {404, 410}
PORTS = {80, 443}
PDF = "application/pdf"
HEADERS = {
    "user-agent": "SiberianLight",
    "accept": "text/html, application/pdf;q=0.8, text/plain;q=0.5",
    "accept-encoding": "gzip, deflate",
}
# IPv6 that leads to IPv4 addresses, which may be private: NAT64 (RFC 6052, RFC 8215).
_translated = [ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48")]


class Refused(Exception):  # noqa: N818 - it is what the door does
    """The door stayed shut, or nothing good came through it; `reason` is a key of `fetching.REFUSALS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Fetched:
    """What came through: the address after all redirects, the status, headers by their names in small letters.

    `body` is what a reader would get, unpacked; it is empty where there was an error, or nothing new.
    """

    link: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def media_type(self) -> str:
        """Return the media type in small letters; of a page that does not say, HTML."""
        return self.headers.get("content-type", "text/html").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """Return the charset that the header names, or an empty text."""
        _, _, named = self.headers.get("content-type", "").lower().partition("charset=")
        return named.partition(";")[0].strip(" \"'")


def introduce(site: str) -> None:
    """Let whoever is asked know whose visit it is: the address of a site."""
    HEADERS["user-agent"] = f"SiberianLight (reads pages that the authors of {site} quote)"


def fetch(
    link: str,
    *,
    also: Iterable[str] = (),
    headers: Mapping[str, str] | None = None,
    recording: Recording | None = None,
) -> Fetched:
    """Fetch the page at `link`. Raises Refused.

    `also` names addresses that may be fetched though they are not public, each as host:port. `headers` are sent, too:
    those of a conditional request (RFC 9110, 13) may bring the status 304. All that passes is kept in `recording`.
    """
    with open_door(link, also, headers or {}, recording) as response:
        fetched = Fetched(str(response.url), response.status_code, response.headers)
        if response.is_success and not _is_readable(fetched.media_type):
            raise Refused("type")
        return replace(fetched, body=read_body(response)) if response.is_success else fetched


def knock(link: str, *, also: Iterable[str] = ()) -> None:
    """See whether there is something at `link`, without reading it. Raises Refused if there is not, or no answer."""
    with open_door(link, also, {}) as response:
        if response.status_code in GONE:
            raise Refused("gone")


@contextmanager
def open_door(
    link: str,
    also: Iterable[str],
    headers: Mapping[str, str],
    recording: Recording | None = None,
    *,
    seconds: float = SECONDS_ALLOWED,
) -> Iterator[httpx.Response]:
    """Ask for what is at `link`, and yield the answer, whose body is still to come. Raises Refused.

    Each step may take so many seconds; the rest is as in `fetch`.
    """
    with (
        _saying_why(),
        httpx.Client(
            transport=_GuardedTransport(frozenset(also), recording),
            follow_redirects=True,
            max_redirects=REDIRECTS_ALLOWED,
            timeout=seconds,
            headers=HEADERS,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            trust_env=False,
        ) as client,
        client.stream("GET", link, headers=dict(headers)) as response,
    ):
        yield response


def _is_readable(media_type: str) -> bool:
    return media_type.startswith("text/") or media_type in {"application/xhtml+xml", PDF}


def read_body(response: httpx.Response, *, allowed: int = BYTES_ALLOWED, until: float = inf) -> bytes:
    """Return the body, unpacked as it comes: what is small when packed may be larger than there is room for.

    Raises Refused when there are more bytes than `allowed`, or when the monotonic clock has passed `until`.
    """
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip", "deflate"}:
        raise Refused("broken")
    unpacker = None if packing == "identity" else zlib.decompressobj(zlib.MAX_WBITS | 32)
    body = bytearray()
    for chunk in response.iter_raw():
        body += unpacker.decompress(chunk, allowed + 1) if unpacker else chunk
        # What is packed may also be larger than what comes out of it, if anything does.
        if max(len(body), response.num_bytes_downloaded) > allowed:
            raise Refused("size")
        if monotonic() > until:
            raise Refused("slow")
    return bytes(body)


@contextmanager
def _saying_why() -> Iterator[None]:
    try:
        yield
    except (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
        raise Refused("scheme") from error
    except httpx.TooManyRedirects as error:
        raise Refused("redirects") from error
    except zlib.error as error:
        raise Refused("broken") from error
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise Refused("slow") from error
    except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise Refused("unreachable") from error


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet, however it is written or wrapped."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner: ipaddress.IPv4Address | ipaddress.IPv6Address | None = (
            ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        )
        if any(ip in network for network in _translated):
            inner = ipaddress.ip_address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:  # what private networks had before fc00::/7
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class _GuardedBackend(httpcore.NetworkBackend):
    """Connects to addresses that may be fetched, and to nothing else."""

    def __init__(self, also: frozenset[str]) -> None:
        self._also = also
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        is_named = f"{host}:{port}" in self._also
        if port not in PORTS and not is_named:
            raise Refused("private")
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except UnicodeError as error:
            raise Refused("unknown") from error
        except OSError as error:
            raise Refused("unknown" if error.errno == socket.EAI_NONAME else "unreachable") from error
        addresses = [str(entry[4][0]) for entry in found]
        if not is_named and not all(map(is_public, addresses)):
            raise Refused("private")
        return self._backend.connect_tcp(addresses[0], port, timeout, local_address, socket_options)


class _GuardedTransport(httpx.BaseTransport):
    """Carries httpx's requests over the guarded connections."""

    def __init__(self, also: frozenset[str], recording: Recording | None) -> None:
        self._recording = recording
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=_GuardedBackend(also)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        body = _Body(answer, self._recording.add(request, answer) if self._recording else None)
        headers = answer.headers
        if 300 <= answer.status < 400:
            # httpx takes all that comes with a redirect, and unpacks it, before it goes on.
            body.allowed = BYTES_ALLOWED
            headers = [(name, value) for name, value in headers if name.lower() != b"content-encoding"]
        return httpx.Response(answer.status, headers=headers, stream=body, extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """What comes, as long as it is no more than so many bytes."""

    allowed: float = inf

    def __init__(self, answer: httpcore.Response, exchange: Exchange | None) -> None:
        self._answer, self._exchange = answer, exchange

    def __iter__(self) -> Iterator[bytes]:
        pieces = self._answer.iter_stream()
        received = 0
        for piece in self._exchange.listen(pieces) if self._exchange else pieces:
            received += len(piece)
            if received > self.allowed:
                raise Refused("size")
            yield piece

    def close(self) -> None:
        self._answer.close()
