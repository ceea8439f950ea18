from django.http import HttpResponse, JsonResponse
from django.utils.http import content_disposition_header

from blog import citing
from blog.views.parts import PostPartView


class BibTeXView(PostPartView):
    """The citation of a post as a file for BibTeX."""

    def render_to_response(self, context):
        entry = citing.compose_bibtex(self.object, self.request.site)
        return HttpResponse(
            entry,
            content_type="application/x-bibtex; charset=utf-8",
            headers={"Content-Disposition": content_disposition_header(True, f"{self.object.slug}.bib")},  # noqa: FBT003 - Django names it differently in each version
        )


class CSLView(PostPartView):
    """The citation of a post as a file of CSL-JSON, which Zotero and others read."""

    def render_to_response(self, context):
        return JsonResponse(
            citing.compose_csl(self.object, self.request.site),
            safe=False,
            json_dumps_params={"ensure_ascii": False, "indent": 2},
            content_type="application/vnd.citationstyles.csl+json",
            headers={"Content-Disposition": content_disposition_header(True, f"{self.object.slug}.json")},  # noqa: FBT003
        )
