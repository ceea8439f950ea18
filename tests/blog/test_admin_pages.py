"""The writing desk: every model has its pages, and no page of it runs or styles anything inline."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.urls import reverse
from django.utils import timezone

from banners.models import SiteBanner
from blog import publishing
from blog.models import Page, Post, Quotation, Revision, SiteSettings, Source, Tag, Update
from evidence import noting, verifying
from evidence.models import Capture, EvidenceSettings, Link, QuotationCheck
from people.models import SecurityEvent, SignInSettings, User
from pictures.models import Picture
from sidebar.models import Widget
from tests.blog.moments import MARCH


@pytest.fixture
def one_of_each(make_post, make_quotation, make_picture):
    """Make a row of every model that has a desk."""
    post = make_post(tags=[Tag.objects.create(name="Arctic")])
    make_picture()
    verifying.prepare(make_quotation(post).post)
    post.refresh_from_db()
    noting.note_links(post)
    Capture.objects.create(link=Link.objects.first(), title="The page", captured_at=MARCH, sha256="a" * 64, size=1)
    EvidenceSettings().save()
    publishing.add_update(post, by=post.author, body="More.")
    Page.objects.create(title="About", slug="about")
    SiteSettings().save()
    SiteBanner.objects.create(title="Notice", starts_at=MARCH, ends_at=timezone.now())
    Widget.objects.create(area="footer", kind="text", options={"text": "Words.", "html": "<p>Words.</p>"})
    SignInSettings(pk=1).save()
    SecurityEvent.objects.create(kind=SecurityEvent.Kind.SIGNED_IN, user=post.author, address="192.0.2.1")
    LogEntry.objects.log_actions(post.author.pk, [post], CHANGE, "Published.")


MODELS = [model for model in apps.get_models() if admin.site.is_registered(model)]
LISTED = [model for model in MODELS if model not in {SiteSettings, SignInSettings, EvidenceSettings}]


def test_every_model_has_a_desk():
    known = {Page, Post, Quotation, Revision, SiteSettings, Source, Tag, Update, Picture, SiteBanner, Widget, User}
    known |= {SignInSettings, SecurityEvent, LogEntry, QuotationCheck, Link, Capture, EvidenceSettings}
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


@pytest.mark.parametrize("name", ["blog_sitesettings", "people_signinsettings", "evidence_evidencesettings"])
def test_settings_have_no_list(sign_in, superuser, one_of_each, name):
    response = sign_in(superuser).get(reverse(f"admin:{name}_changelist"))
    assert response.headers["Location"] == reverse(f"admin:{name}_change", args=[1])


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
    login, index = client.get(reverse("admin:login"), follow=True), reverse("admin:index")
    client.force_login(author)
    password = client.get(reverse("admin:password_change"), follow=True)
    pages = [login, client.get(index), password, client.post("/admin/logout/")]
    for page in pages:
        assert page.status_code == 200
        assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>|<[^>]*\s(?:style|on\w+)=|<style", page.text) == []
