from django.contrib import admin
from django.urls import include, path, re_path

from config.media import MediaView

urlpatterns = [
    path("admin/kept/", include("autosave.urls")),
    path("admin/", admin.site.urls),
    re_path(r"^media/(?P<path>[\w-]+/[\w-]+\.\w+)$", MediaView.as_view(), name="media"),
    path("", include("blog.urls")),
]
