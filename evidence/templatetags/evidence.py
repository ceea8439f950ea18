from django import template

from evidence.checking import find_standing
from evidence.models import LinkCheck

register = template.Library()

# So many stand on the front desk.
SHOWN = 10


@register.inclusion_tag("evidence/panel.html", takes_context=True)
def dead_links_at_the_desk(context):
    """Show a writer which links of published posts died, and nothing to anybody else."""
    user = context["user"]
    if not user.has_perm("blog.change_post"):
        return {}
    return {"may_see": True, "checks": find_standing(list(LinkCheck.objects.dead_for(user)[:SHOWN]))}


@register.inclusion_tag("evidence/_links.html")
def links_of(post):
    """Show which links of a post were dead when they were followed last."""
    checks = list(post.link_checks.prefetch_related("post__updates"))
    dead = find_standing([check for check in checks if check.refusal])
    return {"post": post, "dead": dead, "is_checked": bool(checks)}
