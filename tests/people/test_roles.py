"""P12: each role can do what it may, and nothing else."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from banners.models import SiteBanner
from blog import publishing
from blog.models import Page, Post, SiteSettings, Tag
from evidence.models import Capture, EvidenceSettings, Link
from evidence.noting import note_links
from people.models import SecurityEvent, SignInSettings, User
from sidebar.models import Widget
from tests.people.desk_urls import PAGES, urls

NOTHING, ALL_BUT_ERASING, EVERYTHING = "403 403 403 403", "200 200 200 403", "200 200 200 200"
MATRIX = {
    "author": {
        "blog_post": ALL_BUT_ERASING,
        "blog_update": ALL_BUT_ERASING,
        "blog_quotation": "200 403 200 200",
        "blog_source": ALL_BUT_ERASING,
        "blog_tag": ALL_BUT_ERASING,
        "blog_page": NOTHING,
        "blog_revision": "200 403 200 403",
        "blog_sitesettings": NOTHING,
        "banners_sitebanner": NOTHING,
        "sidebar_widget": NOTHING,
        "pictures_picture": ALL_BUT_ERASING,
        "evidence_link": "200 403 200 403",
        "evidence_capture": "200 403 200 403",
        "evidence_evidencesettings": NOTHING,
        "people_user": NOTHING,
        "people_signinsettings": NOTHING,
        "people_securityevent": NOTHING,
        "admin_logentry": NOTHING,
    },
    "editor": {
        "blog_post": ALL_BUT_ERASING,
        "blog_update": ALL_BUT_ERASING,
        "blog_quotation": "200 403 200 200",
        "blog_source": ALL_BUT_ERASING,
        "blog_tag": ALL_BUT_ERASING,
        "blog_page": ALL_BUT_ERASING,
        "blog_revision": "200 403 200 403",
        "blog_sitesettings": NOTHING,
        "banners_sitebanner": NOTHING,
        "sidebar_widget": ALL_BUT_ERASING,
        "pictures_picture": ALL_BUT_ERASING,
        "evidence_link": "200 403 200 403",
        "evidence_capture": "200 403 200 403",
        "evidence_evidencesettings": NOTHING,
        "people_user": NOTHING,
        "people_signinsettings": NOTHING,
        "people_securityevent": NOTHING,
        "admin_logentry": "200 403 200 403",
    },
    "moderator": {
        "blog_post": NOTHING,
        "blog_update": NOTHING,
        "blog_quotation": NOTHING,
        "blog_source": NOTHING,
        "blog_tag": NOTHING,
        "blog_page": NOTHING,
        "blog_revision": NOTHING,
        "blog_sitesettings": NOTHING,
        "banners_sitebanner": ALL_BUT_ERASING,
        "sidebar_widget": NOTHING,
        "pictures_picture": NOTHING,
        "evidence_link": NOTHING,
        "evidence_capture": NOTHING,
        "evidence_evidencesettings": NOTHING,
        "people_user": NOTHING,
        "people_signinsettings": NOTHING,
        "people_securityevent": NOTHING,
        "admin_logentry": NOTHING,
    },
    "superuser": {
        "blog_post": EVERYTHING,
        "blog_update": EVERYTHING,
        "blog_quotation": "200 403 200 200",
        "blog_source": EVERYTHING,
        "blog_tag": EVERYTHING,
        "blog_page": EVERYTHING,
        "blog_revision": "200 403 200 403",
        "blog_sitesettings": "302 403 200 403",
        "banners_sitebanner": EVERYTHING,
        "sidebar_widget": EVERYTHING,
        "pictures_picture": EVERYTHING,
        "evidence_link": "200 403 200 403",
        "evidence_capture": "200 403 200 403",
        "evidence_evidencesettings": "302 403 200 403",
        "people_user": EVERYTHING,
        "people_signinsettings": "302 403 200 403",
        "people_securityevent": "200 403 200 403",
        "admin_logentry": "200 403 200 403",
    },
}
# What may be opened, but not saved.
ONLY_READ = {
    "author": {"blog_source", "blog_tag", "blog_revision", "evidence_link", "evidence_capture"},
    "editor": {"blog_revision", "admin_logentry", "evidence_link", "evidence_capture"},
    "superuser": {"people_securityevent", "admin_logentry", "evidence_link", "evidence_capture"},
}


@pytest.fixture
def rows(post, make_quotation, make_picture, author):
    """Make a row of every model, all of them the author's where they are somebody's; return {name: pk}."""
    quotation = make_quotation(post)
    SiteSettings().save()
    SignInSettings(pk=1).save()
    note_links(Post.objects.get())
    link = Link.objects.get()
    said = {"final_link": link.address, "captured_at": timezone.now(), "sha256": "0" * 64, "size": 1}
    LogEntry.objects.log_actions(author.pk, [post], CHANGE, "Published.")
    things = {
        "blog_post": post,
        "blog_update": publishing.add_update(post, by=author, body="More."),
        "blog_quotation": quotation,
        "blog_source": quotation.source,
        "blog_tag": Tag.objects.create(name="Arctic"),
        "blog_page": Page.objects.create(title="About", slug="about"),
        "blog_revision": post.revisions.first(),
        "blog_sitesettings": SiteSettings.objects.get(),
        "banners_sitebanner": SiteBanner.objects.create(title="Notice"),
        "sidebar_widget": Widget.objects.create(area="footer", kind="tags"),
        "pictures_picture": make_picture(uploaded_by=author),
        "evidence_link": link,
        "evidence_capture": Capture.objects.create(link=link, **said),
        "evidence_evidencesettings": EvidenceSettings.objects.create(),
        "people_user": author,
        "people_signinsettings": SignInSettings.objects.get(),
        "people_securityevent": SecurityEvent.objects.create(user=author, kind="signed_in", address="192.0.2.1"),
        "admin_logentry": LogEntry.objects.get(),
    }
    return {name: thing.pk for name, thing in things.items()}


@pytest.mark.parametrize("role", MATRIX)
def test_role_opens_what_it_may_and_nothing_else(sign_in, request, rows, role):
    """P12"""
    client = sign_in(request.getfixturevalue(role))
    found = {name: " ".join(str(client.get(url).status_code) for url in urls(name, pk)) for name, pk in rows.items()}
    assert found == MATRIX[role]


@pytest.mark.parametrize("role", MATRIX)
def test_role_sends_nothing_that_it_may_not(sign_in, request, rows, role):
    """P12"""
    client = sign_in(request.getfixturevalue(role))
    for name, pk in rows.items():
        pages = zip(PAGES, urls(name, pk), MATRIX[role][name].split(), strict=True)
        forbidden = [url for page, url, status in pages if status == "403" and page != "list"]
        if name in ONLY_READ.get(role, ()):
            forbidden.append(reverse(f"admin:{name}_change", args=[pk]))
        assert {url: client.post(url, {"post": "yes"}).status_code for url in forbidden} == dict.fromkeys(
            forbidden, 403
        )


def test_stranger_is_led_to_the_sign_in(client, rows):
    """P12"""
    for name, pk in rows.items():
        for url in urls(name, pk):
            for response in (client.get(url), client.post(url, {"post": "yes"})):
                assert response.status_code == 302
                assert response.headers["Location"].startswith(reverse("admin:login"))


def test_user_without_a_role_may_nothing(sign_in, make_user, rows):
    """P12"""
    client = sign_in(make_user("nobody"))
    found = {name: " ".join(str(client.get(url).status_code) for url in urls(name, pk)) for name, pk in rows.items()}
    assert found == dict.fromkeys(rows, NOTHING)


# Roles themselves


def test_roles_are_there_after_migrating(db):
    assert set(Group.objects.values_list("name", flat=True)) == {"Author", "Editor", "Moderator"}
    assert "edit_all_posts" in Group.objects.get(name="Editor").permissions.values_list("codename", flat=True)
    assert "edit_all_posts" not in Group.objects.get(name="Author").permissions.values_list("codename", flat=True)


def person_form(**fields):
    return {"username": "vera", "public_name": "Vera Lind", "email": "", "slug": "", "is_active": "on"} | fields


def test_new_user_with_a_role_can_sign_in_to_the_desk(sign_in, client, superuser):
    role = Group.objects.get(name="Author")
    password = {"usable_password": "true", "password1": "long and winding", "password2": "long and winding"}
    form = person_form(groups=[role.pk]) | password
    assert sign_in(superuser).post(reverse("admin:people_user_add"), form).status_code == 302
    client.logout()
    client.post(reverse("account_login"), {"login": "vera", "password": "long and winding"})
    assert client.get(reverse("admin:blog_post_add")).status_code == 200
    assert User.objects.get(username="vera").is_staff


def test_role_makes_a_user_staff_and_its_loss_takes_that_back(sign_in, superuser):
    user = User.objects.create(username="vera")
    client, url = sign_in(superuser), reverse("admin:people_user_change", args=[user.pk])
    for groups, is_staff in ([Group.objects.get(name="Moderator").pk], True), ([], False):
        assert client.post(url, person_form(groups=groups)).status_code == 302
        user.refresh_from_db()
        assert user.is_staff is is_staff


def test_user_who_lost_the_role_is_led_to_the_sign_in(client, author):
    client.force_login(author)
    assert client.get(reverse("admin:blog_post_changelist")).status_code == 200
    author.groups.clear()
    assert client.get(reverse("admin:blog_post_changelist")).status_code == 403
    User.objects.filter(pk=author.pk).update(is_active=False)
    assert client.get(reverse("admin:blog_post_changelist")).status_code == 302


def test_superuser_stays_staff_without_a_role(sign_in, superuser):
    url = reverse("admin:people_user_change", args=[superuser.pk])
    form = person_form(username="root", slug=superuser.slug, is_superuser="on")
    assert sign_in(superuser).post(url, form).status_code == 302
    superuser.refresh_from_db()
    assert superuser.is_staff
