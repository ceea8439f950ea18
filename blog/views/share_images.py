from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.generic import View

from blog import share_images
from blog.views.parts import PostPartView


class CardMixin:
    """A share image. Its address says what stands on it and is kept for good; one that says something else moves on."""

    def respond(self, card):
        if card.digest != self.kwargs["digest"]:
            present = self.kwargs | {"digest": card.digest}
            response = HttpResponseRedirect(reverse(self.request.resolver_match.view_name, kwargs=present))
            patch_cache_control(response, max_age=0)
            return response
        response = HttpResponse(share_images.load(card), content_type="image/png")
        patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
        return response


class PostImageView(CardMixin, PostPartView):
    def render_to_response(self, context):
        return self.respond(share_images.card_of_post(self.object, self.request.site))


class QuotationImageView(CardMixin, PostPartView):
    def render_to_response(self, context):
        quotations = self.object.quotations.released().select_related("source")
        quotation = get_object_or_404(quotations, key=self.kwargs["key"])
        return self.respond(share_images.card_of_quotation(quotation, self.request.site))


class SiteImageView(CardMixin, View):
    def get(self, request, digest):
        return self.respond(share_images.card_of_site(request.site))
