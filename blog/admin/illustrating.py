from django.contrib import admin

from pictures.widgets import PictureInput, PictureTextarea


class IllustratedAdmin(admin.ModelAdmin):
    """Admin of something with a text that takes pictures, and perhaps one above it."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "body" and request.user.has_perm("pictures.add_picture"):
            kwargs["widget"] = PictureTextarea
        if db_field.name == "lead_image":
            kwargs["widget"] = PictureInput
        return super().formfield_for_dbfield(db_field, request, **kwargs)
