from django.db import migrations
from django.db.models import DateTimeField, OuterRef, Subquery
from django.db.models.functions import Coalesce


def date_quotations(apps, schema_editor):
    """Give each quotation the time of its update or post, as every save does from now on."""
    Post, Quotation, Update = (apps.get_model("blog", name) for name in ("Post", "Quotation", "Update"))
    of_update = Update.objects.filter(pk=OuterRef("update")).values("published_at")
    of_post = Post.objects.filter(pk=OuterRef("post")).values("published_at")
    Quotation.objects.filter(published_at=None).update(
        published_at=Coalesce(Subquery(of_update), Subquery(of_post), output_field=DateTimeField())
    )


def remember_sources(apps, schema_editor):
    """Note where each source can be read, as every save of one does from now on."""
    Address, Source = apps.get_model("blog", "Address"), apps.get_model("blog", "Source")
    for source in Source.objects.all():
        Address.objects.update_or_create(path=f"/sources/{source.slug}/", defaults={"source": source})


def forget_sources(apps, schema_editor):
    """Addresses lead to no source in the release before."""
    apps.get_model("blog", "Address").objects.filter(source__isnull=False).delete()


class Migration(migrations.Migration):
    dependencies = [("blog", "0003_streams")]

    operations = [
        migrations.RunPython(date_quotations, migrations.RunPython.noop),
        migrations.RunPython(remember_sources, forget_sources),
    ]
