from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from config.media import MediaView

urlpatterns = [
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/kept/", include("autosave.urls")),
    path("", include("evidence.urls")),
    path("admin/", admin.site.urls),
    path("account/", include("people.urls")),
    re_path(
        r"^media/(?P<name>(pictures|share)/[A-Za-z0-9_-]{1,100}\.(?P<ending>avif|webp|jpg|png))$",
        MediaView.as_view(),
        name="media",
    ),
    path("", include("blog.urls")),
]
