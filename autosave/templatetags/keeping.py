from django import template

from autosave.models import KeptCopy

register = template.Library()


@register.inclusion_tag("autosave/kept_copies.html", takes_context=True)
def kept_copies(context):
    """List what the signed-in writer has typed and not saved: also what was never saved before."""
    request = context["request"]
    return {"copies": KeptCopy.objects.unsaved(request.user).defer("fields", "seen")[:20], "request": request}
