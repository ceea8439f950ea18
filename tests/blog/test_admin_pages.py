"""The writing desk: every model has its pages, and no page of it runs or styles anything inline."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from banners.models import SiteBanner
from blog import publishing
from blog.models import Page, Post, Quotation, Revision, SiteSettings, Source, Tag, Update
from people.models import User
from pictures.models import Picture
from sidebar.models import Widget
from tests.blog.moments import MARCH


@pytest.fixture
def one_of_each(make_post, make_quotation, make_picture):
    """Make a row of every model that has a desk."""
    post = make_post(tags=[Tag.objects.create(name="Arctic")])
    make_picture()
    make_quotation(post)
    publishing.add_update(post, by=post.author, body="More.")
    Page.objects.create(title="About", slug="about")
    SiteSettings().save()
    SiteBanner.objects.create(title="Notice", starts_at=MARCH, ends_at=timezone.now())
    Widget.objects.create(area="footer", kind="text", options={"text": "Words.", "html": "<p>Words.</p>"})


MODELS = [model for model in apps.get_models() if admin.site.is_registered(model)]
LISTED = [model for model in MODELS if model is not SiteSettings]


def test_every_model_has_a_desk():
    known = {Page, Post, Quotation, Revision, SiteSettings, Source, Tag, Update, Picture, SiteBanner, Widget, User}
    assert set(MODELS) == known


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_list_can_be_searched_and_filtered(sign_in, superuser, one_of_each, model):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    client = sign_in(superuser)
    page = client.get(url).text
    assert 'id="searchbar"' in page
    filters = re.findall(r'<a href="(\?[^"]+)">', page.partition('id="changelist-filter"')[2])
    assert filters
    found = client.get(url, {"q": "zzz"})
    assert found.status_code == 200
    assert found.context["cl"].result_count == 0
    assert client.get(url).context["cl"].result_count > 0
    assert {client.get(url + query.replace("&amp;", "&")).status_code for query in filters} == {200}


def test_settings_of_the_site_have_no_list(sign_in, superuser, one_of_each):
    response = sign_in(superuser).get(reverse("admin:blog_sitesettings_changelist"))
    assert response.headers["Location"] == reverse("admin:blog_sitesettings_change", args=[1])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_pages_of_the_desk_hold_no_inline_script_or_style(sign_in, superuser, one_of_each, model):
    """P11"""
    name, row = f"admin:{model._meta.app_label}_{model._meta.model_name}", model.objects.first().pk
    pages = [(reverse(f"{name}_{page}", args=[row]), {}) for page in ("change", "history", "delete")]
    pages += [(reverse(f"{name}_changelist"), {"q": "a"}), (reverse(f"{name}_add"), {"kind": "text"})]
    pages += [(reverse(f"{name}_add"), {}), (reverse(f"{name}_add"), {"_popup": 1}), (reverse("admin:index"), {})]
    client = sign_in(superuser)
    for url, query in pages:
        text = client.get(url, query, follow=True).text
        assert "<html" in text
        assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>|<[^>]*\s(?:style|on\w+)=|<style|javascript:", text) == []


def test_signing_in_and_out_holds_no_inline_script_or_style(client, author):
    """P11"""
    login, index = client.get(reverse("admin:login")), reverse("admin:index")
    client.force_login(author)
    pages = [login, client.get(index), client.get(reverse("admin:password_change")), client.post("/admin/logout/")]
    for page in pages:
        assert page.status_code == 200
        assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>|<[^>]*\s(?:style|on\w+)=|<style", page.text) == []
