from django.urls import path

from autosave.views import DiscardView, KeepView

app_name = "autosave"
urlpatterns = [
    path("", KeepView.as_view(), name="keep"),
    path("discard/", DiscardView.as_view(), name="discard"),
]
