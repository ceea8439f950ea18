"""What the blog shows on the front desk, the home page of the admin."""

from django import template

from blog import desk

register = template.Library()


@register.inclusion_tag("admin/blog/desk/posts.html", takes_context=True)
def posts_at_the_desk(context):
    """Show a writer what matters today, and nothing to anybody else."""
    user = context["user"]
    if not user.has_perm("blog.change_post"):
        return {}
    return {
        "perms": context["perms"],
        "panels": desk.make_panels(user),
        "year": desk.make_year_of(user),
        "may_see_all": user.has_perm("blog.edit_all_posts"),
    }
