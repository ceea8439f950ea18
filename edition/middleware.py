"""Conditional requests by edition: what has not changed is not rendered again."""

from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from edition.turning import current


class EditionMiddleware:
    """Answer 304 where a stranger already has the page of this edition; stamp the pages of strangers.

    A stranger is somebody without a session. Pages made for somebody with one are private. A view that must not be
    kept says so itself (`never_cache`), and its answer is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.edition = current()  # type: ignore[attr-defined]
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self._keep_private(self.get_response(request))
        etag = self._etag(request)
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return self._stamp(HttpResponse(status=304), etag)
        response = self.get_response(request)
        if response.status_code == 200 and not response.has_header("Cache-Control"):
            self._stamp(response, etag)
        return response

    @staticmethod
    def _etag(request: HttpRequest) -> str:
        """Return the tag of this address in this edition; weak, because the page may travel compressed."""
        address = blake2b(request.build_absolute_uri().encode(), digest_size=8).hexdigest()
        return f'W/"{request.edition}-{address}"'  # type: ignore[attr-defined]

    @staticmethod
    def _stamp(response: HttpResponseBase, etag: str) -> HttpResponseBase:
        response.headers["ETag"] = etag
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        patch_vary_headers(response, ["Cookie"])
        return response

    @staticmethod
    def _keep_private(response: HttpResponseBase) -> HttpResponseBase:
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response
