import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blog", "0016_prove_the_record")]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="corrections_policy",
            field=models.ForeignKey(
                blank=True,
                help_text="A page that says what becomes of errors. The list of corrections leads to it, and machines read it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="blog.page",
                verbose_name="how you correct",
            ),
        ),
    ]
