from django import template
from django.db.models import Count

from blog.models import Quotation
from evidence import verifying
from evidence.checking import find_broken
from evidence.models import Capture, Link, LinkUse, QuotationCheck

register = template.Library()

# So many stand on the front desk.
SHOWN = 10


@register.inclusion_tag("evidence/panel.html", takes_context=True)
def dead_links_at_the_desk(context):
    """Show a writer which links of published posts died or changed, and nothing to anybody else."""
    user = context["user"]
    if not user.has_perm("blog.change_post"):
        return {}
    # A post may have a link in several of its texts.
    uses = {(use.post_id, use.link_id): use for use in LinkUse.objects.lost_for(user)[: 3 * SHOWN]}
    return {"may_see": True, "uses": list(uses.values())[:SHOWN]}


@register.inclusion_tag("evidence/_links.html")
def links_of(post):
    """Show which links of a post were dead when they were followed last."""
    is_checked = Link.objects.of_post(post).exclude(checked_at=None).exists()
    return {"post": post, "dead": list(find_broken(post)), "is_checked": is_checked}


@register.inclusion_tag("evidence/_health.html")
def source_health(source):
    """Show what became of the pages that a source is quoted from."""
    quoted = Quotation.objects.published().filter(source=source).values("link")
    counts = Link.objects.filter(address__in=quoted).order_by().values_list("state").annotate(Count("pk"))
    numbers = dict(counts)
    return {"states": [(state, numbers[state]) for state in Link.State if numbers.get(state)]}


@register.inclusion_tag("evidence/_copy.html")
def copy_of(quotation):
    """Show when a copy of the page that a quotation is taken from was kept."""
    captures = Capture.objects.published().filter(link__address=quotation.link)
    return {"capture": captures.only("sha256", "captured_at").first()}


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
