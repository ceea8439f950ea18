"""Give what was there before the columns their content. Can be stopped and run again."""

from django.db import migrations

from blog.models.naming import make_tag_authority, make_tag_uri


def name_posts(apps):
    posts = apps.get_model("blog", "Post").objects.filter(tag_uri=None)
    for pk in posts.values_list("pk", flat=True):
        posts.filter(pk=pk).update(tag_uri=make_tag_uri())


def date_withdrawals(apps):
    """A post that has an address was seen there; it was withdrawn with the first revision after its last public one."""
    Post = apps.get_model("blog", "Post")
    for post in Post.objects.filter(status="withdrawn", withdrawn_at=None, addresses__isnull=False).distinct():
        last_public = post.revisions.filter(is_public=True).order_by("number").last()
        hidden = post.revisions.filter(number__gt=last_public.number if last_public else 0).order_by("number").first()
        Post.objects.filter(pk=post.pk).update(withdrawn_at=hidden.created_at if hidden else post.modified_at)


def make_site_settings(apps):
    """Feeds have names of their own, so the row that keeps their beginning is there from now on."""
    apps.get_model("blog", "SiteSettings").objects.get_or_create(
        pk=1, defaults={"tag_authority": make_tag_authority(), "footer_html": ""}
    )


def run(apps, _schema_editor):
    for fill in (name_posts, date_withdrawals, make_site_settings):
        fill(apps)


class Migration(migrations.Migration):
    dependencies = [("blog", "0006_names_that_stay")]

    operations = [migrations.RunPython(run, migrations.RunPython.noop)]
