from django import forms
from django.contrib import admin
from django.db.models import Max
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from autosave.admin import KeepingAdmin
from autosave.forms import ChoosingForm
from sidebar.models import Area, Widget
from sidebar.registry import get_choices, get_kind


class WidgetForm(ChoosingForm):
    """The fields that every widget has. The form of its kind is mixed in before it."""

    kind_key = ""

    class Meta:
        model = Widget
        fields = ("area", "title", "position", "is_visible")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.kind = self.kind_key
        for name in set(self.fields) & set(self.instance.options):
            self.initial[name] = self.instance.options[name]

    def _post_clean(self):
        if not self.errors:
            own = WidgetForm.Meta.fields  # this form's Meta, made by the admin, names the options too
            if get_kind(self.kind_key):  # the options of a kind that no app brings stay as they are
                self.instance.options = {name: value for name, value in self.cleaned_data.items() if name not in own}
            super()._post_clean()


@admin.register(Widget)
class WidgetAdmin(KeepingAdmin):
    """To add a widget, first its kind is chosen; then the form has the options of that kind."""

    list_display = ("__str__", "area", "kind", "position", "is_visible")
    list_editable = ("position", "is_visible")
    list_filter = ("area", "is_visible", "kind")
    search_fields = ("title", "kind")
    ordering = ("area", "position", "pk")

    def add_view(self, request, form_url="", extra_context=None):
        if get_kind(request.GET.get("kind")) is None and self.has_add_permission(request):
            context = {
                **self.admin_site.each_context(request),
                "title": gettext("Add widget"),
                "opts": self.opts,
                "kinds": get_choices(),
            }
            return TemplateResponse(request, "sidebar/choose_kind.html", context)
        return super().add_view(request, form_url, extra_context)

    def get_kind(self, request, obj):
        return get_kind(obj.kind if obj else request.GET.get("kind"))

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 - Django's signature
        kind = self.get_kind(request, obj)
        bases = (kind.form_class, WidgetForm) if kind else (WidgetForm,)
        form = type("WidgetFormWithOptions", bases, {"kind_key": kind.key if kind else obj.kind})
        return super().get_form(request, obj, change=change, form=form, **kwargs)

    def get_fields(self, request, obj=None):
        kind = self.get_kind(request, obj)
        return [*WidgetForm.Meta.fields, *(kind.form_class.base_fields if kind else ())]

    def get_changelist_form(self, request, **kwargs):
        return forms.ModelForm

    def get_changeform_initial_data(self, request):
        area = request.GET.get("area")
        last = Widget.objects.filter(area=area if area in Area else Area.HEADER).aggregate(last=Max("position"))["last"]
        return {"position": 0 if last is None else last + 1} | super().get_changeform_initial_data(request)
