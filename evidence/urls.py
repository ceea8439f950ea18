from django.contrib import admin
from django.urls import path

from evidence.views import CheckLinksView, CheckQuotationsView

app_name = "evidence"

urlpatterns = [
    path("<int:pk>/", admin.site.admin_view(CheckLinksView.as_view()), name="check_links"),
    path("<int:pk>/quotations/", admin.site.admin_view(CheckQuotationsView.as_view()), name="check_quotations"),
]
