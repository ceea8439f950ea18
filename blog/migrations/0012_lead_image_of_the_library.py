from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Apart from the migration of the rows: PostgreSQL does not alter a table that was written in the same transaction."""

    dependencies = [("blog", "0011_pictures")]

    operations = [
        migrations.RemoveConstraint(model_name="post", name="post_picture_is_described"),
        migrations.RemoveField(model_name="post", name="lead_image"),
        migrations.RemoveField(model_name="post", name="lead_image_width"),
        migrations.RemoveField(model_name="post", name="lead_image_height"),
        migrations.RenameField(model_name="post", old_name="lead_picture", new_name="lead_image"),
        migrations.AlterField(
            model_name="post",
            name="lead_image_alt",
            field=models.CharField(
                blank=True,
                help_text="For those who cannot see the picture. Taken from the library when left empty.",
                max_length=300,
                verbose_name="what it shows",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=Q(lead_image=None) | ~Q(lead_image_alt=""),
                name="post_picture_is_described",
                violation_error_message="Say what the picture shows, for those who cannot see it.",
            ),
        ),
    ]
