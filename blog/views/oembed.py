from django import forms
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.generic import View

from blog import embedding


class OEmbedForm(forms.Form):
    """What may be asked (https://oembed.com/#section2.2)."""

    url = forms.CharField(max_length=2000)
    format = forms.ChoiceField(choices=[("json", "JSON"), ("xml", "XML")], required=False)
    maxwidth = forms.IntegerField(min_value=1, required=False)
    maxheight = forms.IntegerField(min_value=1, required=False)


class OEmbedView(View):
    """How others show a post or a quotation on their pages."""

    def get(self, request):
        form = OEmbedForm(request.GET)
        if not form.is_valid():
            return self._refuse(form.errors)
        asked = form.cleaned_data
        thing = embedding.find(asked["url"])
        if thing is None:
            return _say(gettext("Nothing to embed can be read at this address."), status=404)
        card = embedding.compose(thing, request.site, widest=asked["maxwidth"], highest=asked["maxheight"])
        response = self._respond(card, asked["format"])
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    def _respond(self, card, kind):
        if kind == "xml":
            return render(self.request, "blog/oembed.xml", {"card": card}, content_type="text/xml; charset=utf-8")
        return JsonResponse(card)

    def _refuse(self, errors):
        if "format" in errors:
            return _say(gettext("This site answers in json and xml."), status=501)
        words = [f"{name}: {' '.join(messages)}" for name, messages in errors.items()]
        return _say("\n".join(words), status=400)


def _say(words, *, status):
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
