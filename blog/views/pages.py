from django.views.generic import DetailView

from blog.models import Page
from blog.views.addresses import FormerAddressMixin


class PageView(FormerAddressMixin, DetailView):
    model = Page
    template_name = "blog/page_detail.html"
