from django.contrib import admin
from django.urls import include, path, re_path

from config.media import MediaView

urlpatterns = [
    path("admin/", admin.site.urls),
    re_path(
        r"^media/(?P<name>(pictures|share)/[A-Za-z0-9_-]{1,100}\.(?P<ending>avif|webp|jpg|png))$",
        MediaView.as_view(),
        name="media",
    ),
    path("", include("blog.urls")),
]
