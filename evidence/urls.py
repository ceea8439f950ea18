from django.contrib import admin
from django.urls import path, re_path

from evidence.views import CaptureFileView, CaptureView, CheckLinksView, CheckQuotationsView

app_name = "evidence"

urlpatterns = [
    path("admin/links/<int:pk>/", admin.site.admin_view(CheckLinksView.as_view()), name="check_links"),
    path(
        "admin/links/<int:pk>/quotations/",
        admin.site.admin_view(CheckQuotationsView.as_view()),
        name="check_quotations",
    ),
    re_path(r"^captures/(?P<key>[0-9a-f]{12})/$", CaptureView.as_view(), name="capture"),
    re_path(r"^captures/(?P<key>[0-9a-f]{12})\.warc\.gz$", CaptureFileView.as_view(), name="capture_file"),
]
