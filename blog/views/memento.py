from datetime import UTC, datetime, timedelta

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.http import parse_http_date
from django.views.decorators.cache import never_cache

from blog import memento
from blog.views.parts import PostPartView
from edition.validators import is_possible

NOT_UNDERSTOOD = "Accept-Datetime must be a date as HTTP has it, such as: Mon, 11 Aug 2008 17:30:00 GMT\n"


@method_decorator(never_cache, name="dispatch")
class TimeGateView(PostPartView):
    """Leads to the revision that readers had at the time of the header Accept-Datetime (RFC 7089)."""

    def render_to_response(self, context):
        mementos = self.object.revisions.readable()
        try:
            at = _read_moment(self.request.headers.get("Accept-Datetime"))
        except ValueError:
            response = HttpResponse(NOT_UNDERSTOOD, status=400, content_type="text/plain; charset=utf-8")
        else:
            found = mementos.current_at(at) or mementos.order_by("number").first()
            if found is None:
                raise Http404("No revision can be read.")
            response = HttpResponseRedirect(found.get_absolute_url())
            response.headers["Link"] = memento.links_of_timegate(found, mementos.neighbours_of(found.number))
        patch_vary_headers(response, ["Accept-Datetime"])
        return response


class TimeMapView(PostPartView):
    """Lists all revisions that can be read, for machines (RFC 7089, section 5)."""

    def render_to_response(self, context):
        after = self.request.GET.get("after", "0")
        if not (after.isascii() and after.isdecimal() and len(after) < 10):
            raise Http404("There is no such page.")
        mementos = self.object.revisions.readable()
        page = mementos.filter(number__gt=int(after)).order_by("number").only("number", "created_at", "post")
        page = list(page[: memento.ENTRIES + 1])
        if not page:
            raise Http404("There is no such page.")
        found = mementos.neighbours_of(page[0].number)
        ends = {name: found[name] for name in ("first", "last")}
        text = memento.compose_timemap(self.object, page, ends, after=int(after))
        return HttpResponse(text, content_type=memento.TYPE, headers={"X-Robots-Tag": "noindex"})


def _read_moment(value):
    """Return the end of the second that a header names, or of now where there is none. Raises ValueError."""
    if value is None:
        return timezone.now()
    moment = datetime.fromtimestamp(parse_http_date(value), UTC)
    if not is_possible(moment):
        raise ValueError(value)
    return moment + timedelta(seconds=1, microseconds=-1)
