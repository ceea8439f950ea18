from django import template

from banners.models import SiteBanner

register = template.Library()


@register.inclusion_tag("banners/banners.html")
def banners():
    """Show the banners that are on now. One query."""
    return {"banners": SiteBanner.objects.current()}
