from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.views.decorators.http import etag
from django.views.generic import View

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}


class MediaView(View):
    """A picture that readers may have, from wherever it is kept: no original, and nothing that is no picture.

    Its name says its content, so whoever has it never asks again.
    """

    @method_decorator(etag(lambda _request, name, **_: f'"{name}"'))
    def get(self, request, name, ending):
        try:
            with default_storage.open(name) as file:
                content = file.read()
        except FileNotFoundError as error:
            raise Http404 from error
        response = HttpResponse(content, content_type=TYPES[ending])
        patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
        return response
