from django import template

from evidence import verifying
from evidence.checking import find_standing
from evidence.models import LinkCheck, QuotationCheck

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


@register.inclusion_tag("evidence/quotations_panel.html", takes_context=True)
def quotations_at_the_desk(context):
    """Show a writer which quotations were not found as they are worded, and nothing to anybody else."""
    user = context["user"]
    if not user.has_perm("blog.change_post"):
        return {}
    checks = QuotationCheck.objects.editable_by(user).doubtful().select_related("post")
    return {"may_see": True, "checks": checks[:SHOWN]}


@register.inclusion_tag("evidence/_quotations.html")
def quotations_of(post):
    """Show which quotations of a post were not found as they are worded."""
    return verifying.describe(post)


@register.inclusion_tag("evidence/_check.html")
def check_of(quotation):
    """Show whether one quotation stands in its source."""
    check = QuotationCheck.objects.filter(post=quotation.post_id, key=quotation.key, digest=quotation.digest).first()
    return {"check": check}
