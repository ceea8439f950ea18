from blog.admin.recording import RecordingAdmin
from blog.desk import say_clock


class TimingAdmin(RecordingAdmin):
    """Admin of what has a time of publication: its form says whose time that is."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "published_at":
            field.help_text = f"{field.help_text} {say_clock()}"
        return field
