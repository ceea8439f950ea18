from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blog", "0017_corrections_policy")]

    operations = [
        migrations.AddField(
            model_name="update",
            name="is_placed",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Whether the correction is marked where readers see what it corrects.",
            ),
        ),
    ]
