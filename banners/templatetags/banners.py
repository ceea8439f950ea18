from django import template

from banners.models import SiteBanner

register = template.Library()

# So many stand on the front desk.
SHOWN = 10


@register.inclusion_tag("banners/banners.html")
def banners():
    """Show the banners that are on now. One query."""
    return {"banners": SiteBanner.objects.current()}


@register.inclusion_tag("admin/banners/panel.html", takes_context=True)
def banners_at_the_desk(context):
    """Show a moderator the banners that are on now, come, or have ended. One query, and none for anybody else."""
    if not context["user"].has_perm("banners.view_sitebanner"):
        return {}
    return {"may_see": True, "banners": SiteBanner.objects.switched_on()[:SHOWN]}
