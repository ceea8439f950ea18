"""The one door to the outside: public addresses only, whatever a name or a redirect leads to, within limits.

Names are resolved here, and the connection goes to the very address that was looked at, so that a second answer of
the name server cannot lead elsewhere.
"""

import ipaddress
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore
import httpx

BYTES_ALLOWED = 5 * 1024 * 1024
REDIRECTS_ALLOWED = 5
# For each step: to be connected, to be answered, to be sent some more.
SECONDS_ALLOWED = 4
GONE = {404, 410}
PORTS = {80, 443}
USER_AGENT = "SiberianLight (reads pages that its authors quote)"
# IPv6 that leads to IPv4 addresses, which may be private: NAT64 (RFC 6052, RFC 8215).
_translated = [ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48")]


class Refused(Exception):  # noqa: N818 - it is what the door does
    """The door stayed shut, or nothing good came through it; `reason` is a key of `fetching.REFUSALS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Fetched:
    """A page: its address after all redirects, its media type in small letters, its text."""

    link: str
    media_type: str
    text: str


def fetch(link: str, *, also: Iterable[str] = ()) -> Fetched:
    """Fetch the page at `link`. Raises Refused.

    `also` names addresses that may be fetched though they are not public, each as host:port.
    """
    with _open(link, also) as response:
        if response.is_error:
            raise Refused("gone" if response.status_code in GONE else "status")
        return _read(response)


def knock(link: str, *, also: Iterable[str] = ()) -> None:
    """See whether there is something at `link`, without reading it. Raises Refused if there is not, or no answer."""
    with _open(link, also) as response:
        if response.status_code in GONE:
            raise Refused("gone")


@contextmanager
def _open(link: str, also: Iterable[str]) -> Iterator[httpx.Response]:
    with (
        _saying_why(),
        httpx.Client(
            transport=_GuardedTransport(frozenset(also)),
            follow_redirects=True,
            max_redirects=REDIRECTS_ALLOWED,
            timeout=SECONDS_ALLOWED,
            headers={"user-agent": USER_AGENT, "accept": "text/html, text/plain;q=0.5"},
            trust_env=False,
        ) as client,
        client.stream("GET", link) as response,
    ):
        yield response


def _read(response: httpx.Response) -> Fetched:
    media_type = response.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if not media_type.startswith("text/") and media_type != "application/xhtml+xml":
        raise Refused("type")
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > BYTES_ALLOWED:
            raise Refused("size")
    encoding = response.encoding or "utf-8"
    return Fetched(str(response.url), media_type, bytes(body).decode(encoding, "replace"))


@contextmanager
def _saying_why() -> Iterator[None]:
    try:
        yield
    except (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
        raise Refused("scheme") from error
    except httpx.TooManyRedirects as error:
        raise Refused("redirects") from error
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

    def __init__(self, also: frozenset[str]) -> None:
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
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
