from django.conf import settings
from django.utils.cache import patch_cache_control
from django.views.generic import View
from django.views.static import serve


class MediaView(View):
    """An uploaded file. Its name says its content, so whoever has it never asks again."""

    def get(self, request, path):
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
        patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
        return response
