import re
from hashlib import sha256

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def bring_into_the_library(apps, schema_editor):
    """Make a picture of the library of each file that stands above a post. `draw_pictures` draws it in all widths."""
    Post, PictureUse = apps.get_model("blog", "Post"), apps.get_model("blog", "PictureUse")
    Picture = apps.get_model("pictures", "Picture")
    database = schema_editor.connection.alias
    for post in Post.objects.using(database).exclude(lead_image="").order_by("pk"):
        name = str(post.lead_image)
        digest = re.match(r"pictures/([0-9a-f]{32})", name)
        picture, _ = Picture.objects.using(database).get_or_create(
            key=digest[1] if digest else sha256(name.encode()).hexdigest()[:32],
            defaults={
                "original": name,
                "title": post.title,
                "alt": post.lead_image_alt,
                "credit": post.lead_image_credit[:140],
                "width": post.lead_image_width or 1440,
                "height": post.lead_image_height or 960,
                "uploaded_by": post.author,
            },
        )
        Post.objects.using(database).filter(pk=post.pk).update(lead_picture=picture)
        PictureUse.objects.using(database).get_or_create(post=post, picture=picture)


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0010_names_to_translate"),
        ("pictures", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PictureUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="pictures.picture"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picture_uses",
                        to="blog.post",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picture_uses",
                        to="blog.page",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a picture",
                "verbose_name_plural": "uses of pictures",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(post__isnull=True, page__isnull=False) | Q(post__isnull=False, page__isnull=True),
                        name="picture_use_is_in_one_thing",
                    ),
                    models.UniqueConstraint(fields=("picture", "post"), name="picture_is_noted_once_for_a_post"),
                    models.UniqueConstraint(fields=("picture", "page"), name="picture_is_noted_once_for_a_page"),
                ],
            },
        ),
        migrations.AddField(
            model_name="post",
            name="lead_picture",
            field=models.ForeignKey(
                blank=True,
                help_text="Stands above the text: the number of a picture of the library.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pictures.picture",
                verbose_name="picture",
            ),
        ),
        migrations.RunPython(bring_into_the_library, migrations.RunPython.noop),
    ]
