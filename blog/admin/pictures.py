from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from blog.admin.erasing import TypedErasureAdmin
from blog.models import Page, PictureUse, Post
from pictures import storing
from pictures.forms import UploadForm
from pictures.models import Picture
from pictures.views import ChooseView, UploadView


class UsedFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("yes", _("Shown somewhere")), ("no", _("Shown nowhere"))]

    def queryset(self, request, queryset):
        is_used = Exists(PictureUse.objects.filter(picture=OuterRef("pk")))
        return {"yes": queryset.filter(is_used), "no": queryset.filter(~is_used)}.get(self.value(), queryset)


class LicenceFilter(admin.AllValuesFieldListFilter):
    def __init__(self, field, *args, **kwargs):
        super().__init__(field, *args, **kwargs)
        self.lookup_choices = self.lookup_choices.exclude(licence="")


@admin.register(Picture)
class PictureAdmin(TypedErasureAdmin):
    """The library: everybody who writes sees it whole, and describes their own pictures."""

    delete_confirmation_template = "admin/pictures/picture/erase.html"
    list_display = ("title",)
    list_filter = (
        ("alt", admin.EmptyFieldListFilter),
        UsedFilter,
        ("licence", LicenceFilter),
        ("uploaded_by", admin.RelatedOnlyFieldListFilter),
        "uploaded_at",
    )
    list_per_page = 48
    search_fields = ("title", "alt", "credit", "licence", "source", "key")
    ordering = ("-uploaded_at", "-pk")
    readonly_fields = ("preview", "address", "original_file", "used_in")
    fields = ("preview", "alt", "title", "credit", "licence", "source", "address", "original_file", "used_in")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_uses=Count("uses"))

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or Picture.objects.editable_by(request.user).filter(pk=obj.pk).exists()

    def get_urls(self):
        own = [
            path("upload/", UploadView.as_view(model_admin=self), name="pictures_picture_upload"),
            path("choose/", self.admin_site.admin_view(ChooseView.as_view()), name="pictures_picture_choose"),
            path(
                "<int:pk>/original/", self.admin_site.admin_view(self.original_view), name="pictures_picture_original"
            ),
        ]
        return own + super().get_urls()

    def add_view(self, request, form_url="", extra_context=None):
        """Take in several files at once. They are drawn one after the other, while others go on writing."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            pictures = self._add(request, form)
            if pictures:
                return HttpResponseRedirect(self._url_after(pictures))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("Add pictures"),
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/pictures/picture/add.html", context)

    def _add(self, request, form):
        """Add the files of a form, say what became of them, and return the pictures."""
        added, refusals = form.add(by=request.user)
        for refusal in refusals:
            self.message_user(request, refusal, messages.ERROR)
        for picture, is_new in added:
            if is_new:
                self.log_addition(request, picture, [{"added": {}}])
        if added:
            said = ngettext(
                "%(count)d picture is in the library now. Say what it shows.",
                "%(count)d pictures are in the library now. Say what each of them shows.",
                len(added),
            )
            self.message_user(request, said % {"count": len(added)}, messages.SUCCESS)
        return [picture for picture, _ in added]

    def _url_after(self, pictures):
        if len(pictures) == 1:
            return reverse("admin:pictures_picture_change", args=[pictures[0].pk])
        return reverse("admin:pictures_picture_changelist")

    def original_view(self, request, pk):
        """Give the file out as it was uploaded, to be kept and not shown: position and camera are still in it."""
        picture = self.get_object(request, str(pk))
        if picture is None:
            raise Http404
        if not self.has_change_permission(request, picture):
            raise PermissionDenied
        try:
            file = picture.original.open()
        except FileNotFoundError as error:
            raise Http404 from error
        return FileResponse(file, as_attachment=True, content_type="application/octet-stream")

    def render_delete_form(self, request, context):
        return super().render_delete_form(request, context | context["object"].uses_seen)

    def delete_model(self, request, obj):
        storing.erase(obj)

    @admin.display(description=_("picture"))
    def preview(self, picture):
        return render_to_string("admin/pictures/picture/preview.html", {"picture": picture})

    @admin.display(description=_("in a text"))
    def address(self, picture):
        return format_html("<code>{}</code>", picture.markdown)

    @admin.display(description=_("original"))
    def original_file(self, picture):
        url = reverse("admin:pictures_picture_original", args=[picture.pk])
        return format_html('<a href="{}">{}</a>', url, gettext("Download the file as it was uploaded"))

    @admin.display(description=_("shown in"))
    def used_in(self, picture):
        return render_to_string("admin/pictures/picture/uses.html", picture.uses_seen)

    def get_object(self, request, object_id, from_field=None):
        picture = super().get_object(request, object_id, from_field)
        if picture:
            picture.uses_seen = self._uses(request, picture)
        return picture

    def _uses(self, request, picture):
        """Return where a picture is shown: what the user may edit, what anybody may read, and how much besides."""
        posts = Post.objects.filter(picture_uses__picture=picture)
        editable = list(posts.editable_by(request.user).only("title"))
        public = list(posts.published().exclude(pk__in=[post.pk for post in editable]).only("title", "slug", "month"))
        pages = list(Page.objects.filter(picture_uses__picture=picture).only("title", "slug"))
        seen = len(editable) + len(public) + len(pages)
        return {"editable": editable, "public": public, "pages": pages, "others": picture.number_of_uses - seen}
