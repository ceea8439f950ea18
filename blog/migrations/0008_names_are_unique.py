import django.core.validators
from django.db import migrations, models

import blog.models.naming


class Migration(migrations.Migration):
    dependencies = [("blog", "0007_name_what_is_there")]

    operations = [
        migrations.AlterField(
            model_name="post",
            name="tag_uri",
            field=models.CharField(
                default=blog.models.naming.make_tag_uri,
                editable=False,
                error_messages={"unique": "This post is here already."},
                help_text="The post's name in feeds, whatever becomes of its address.",
                max_length=300,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "(?a)\\Atag:([\\w.+-]+@)?[\\w.-]+,\\d{4}(-\\d{2}){0,2}:[\\w\\-.~!$&'()*+,;=:@%/?]*\\Z",
                        "Give a tag: URI as RFC 4151 has it, such as tag:blog.example.org,2009-03-14:posts/1.",
                    )
                ],
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["status", "-updated_at", "-id"], name="post_by_change"),
        ),
    ]
