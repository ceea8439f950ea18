from django.contrib import admin
from django.urls import include, path, re_path

from config.media import MediaView

urlpatterns = [
    path("admin/", admin.site.urls),
    re_path(r"^media/(?P<name>(pictures|share)/[\w-]+\.(?P<ending>\w+))$", MediaView.as_view(), name="media"),
    path("", include("blog.urls")),
]
