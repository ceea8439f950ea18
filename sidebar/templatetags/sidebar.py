from django import template
from django.template.loader import render_to_string

from sidebar.models import Area, Widget
from sidebar.registry import get_kind

register = template.Library()


@register.inclusion_tag("sidebar/area.html", takes_context=True)
def sidebar(context, area):
    """Show the widgets of `area`, or say that there are none. One query for all areas of a page.

    The template keeps each widget's HTML while the edition stands.
    """
    request, user = context["request"], context.get("user")
    return {
        "area": Area(area),
        "edition": request.edition,
        "widgets": [widget for widget in _visible_widgets(request) if widget.area == area and get_kind(widget.kind)],
        "may_add": bool(user and user.has_perm("sidebar.add_widget")),
    }


@register.simple_tag
def render_widget(widget):
    """Return the HTML of a widget, from the template of its kind."""
    kind = get_kind(widget.kind)
    return render_to_string(kind.template_name, {"widget": widget} | kind.get_context(widget.options))


def _visible_widgets(request):
    if not hasattr(request, "sidebar_widgets"):
        request.sidebar_widgets = list(Widget.objects.filter(is_visible=True))
    return request.sidebar_widgets
