from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from sidebar.models import Area, Widget
from sidebar.registry import get_kind

register = template.Library()


@register.inclusion_tag("sidebar/area.html", takes_context=True)
def sidebar(context, area):
    """Show the widgets of `area`, or say that there are none. One query for all areas, and the widgets' own."""
    request = context.get("request")
    user = context.get("user")
    widgets = [widget for widget in _visible_widgets(request) if widget.area == area and get_kind(widget.kind)]
    return {
        "area": Area(area),
        "widgets": [{"widget": widget, "html": _render(widget, request)} for widget in widgets],
        "may_add": bool(user and user.has_perm("sidebar.add_widget")),
    }


def _visible_widgets(request):
    if not hasattr(request, "sidebar_widgets"):
        request.sidebar_widgets = list(Widget.objects.filter(is_visible=True))
    return request.sidebar_widgets


def _render(widget, request):
    kind = get_kind(widget.kind)
    html = render_to_string(kind.template_name, {"widget": widget} | kind.get_context(widget.options), request)
    return mark_safe(html)  # noqa: S308 - it was rendered by a template, which escapes
