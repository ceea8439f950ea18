"""P12: each role can do what it may, and nothing else, with what is its own and what is of others."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from banners.models import SiteBanner
from blog import publishing
from blog.models import Page, Post, Quotation, SiteSettings, Tag, Update
from people.models import User
from sidebar.models import Widget

PAGES = ("list", "add", "change", "delete")
NOTHING, EVERYTHING = "403 403 403 403", "200 200 200 200"
MATRIX = {
    "author": {
        "blog_post": "200 200 200 403",
        "blog_update": "200 200 200 403",
        "blog_quotation": "200 403 200 200",
        "blog_source": "200 200 200 403",
        "blog_tag": "200 200 200 403",
        "blog_page": NOTHING,
        "blog_revision": "200 403 200 403",
        "blog_sitesettings": NOTHING,
        "banners_sitebanner": NOTHING,
        "sidebar_widget": NOTHING,
        "people_user": NOTHING,
    },
    "editor": {
        "blog_post": "200 200 200 403",
        "blog_update": "200 200 200 403",
        "blog_quotation": "200 403 200 200",
        "blog_source": EVERYTHING,
        "blog_tag": EVERYTHING,
        "blog_page": "200 200 200 403",
        "blog_revision": "200 403 200 403",
        "blog_sitesettings": NOTHING,
        "banners_sitebanner": NOTHING,
        "sidebar_widget": EVERYTHING,
        "people_user": NOTHING,
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
        "banners_sitebanner": EVERYTHING,
        "sidebar_widget": NOTHING,
        "people_user": NOTHING,
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
        "people_user": EVERYTHING,
    },
}
# What may be opened, but not saved.
ONLY_READ = {"author": {"blog_source", "blog_tag", "blog_revision"}, "editor": {"blog_revision"}}


@pytest.fixture
def rows(post, make_quotation, author):
    """Make a row of every model, all of them the author's where they are somebody's; return {name: pk}."""
    quotation = make_quotation(post)
    SiteSettings().save()
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
        "people_user": author,
    }
    return {name: thing.pk for name, thing in things.items()}


def urls(name, pk):
    """Return the addresses of PAGES, in their order."""
    names = {page: f"admin:{name}_{page}" for page in ("add", "change", "delete")}
    args = {"add": [], "change": [pk], "delete": [pk]}
    return [reverse(f"admin:{name}_changelist"), *[reverse(names[page], args=args[page]) for page in names]]


@pytest.fixture
def others(make_post, make_quotation, other_author):
    """Make a draft of another author, with an update, a quotation and a revision; return {name: row}."""
    post = make_post("Of another", by=other_author)
    update = publishing.add_update(post, by=other_author, body="More of another.")
    quotation = make_quotation(post)
    publishing.withdraw(post, by=other_author)
    revision = post.revisions.first()
    return {"blog_post": post, "blog_update": update, "blog_quotation": quotation, "blog_revision": revision}


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


# What is of others


@pytest.mark.parametrize("name", ["blog_post", "blog_update", "blog_quotation", "blog_revision"])
def test_author_does_not_see_what_is_of_others(sign_in, author, others, name):
    """P12"""
    client = sign_in(author)
    listed, _, change, _ = urls(name, others[name].pk)
    assert client.get(listed).context["cl"].result_count == 0
    for url in (change, reverse(f"admin:{name}_history", args=[others[name].pk])):
        assert client.get(url).status_code == 302
        assert client.get(url).headers["Location"] == reverse("admin:index")


@pytest.mark.parametrize("name", ["blog_post", "blog_update", "blog_quotation"])
def test_author_does_not_change_what_is_of_others(sign_in, author, others, name):
    """P12"""
    row = others[name]
    before = type(row).objects.filter(pk=row.pk).values().get()
    form = {"title": "Mine now", "body": "Mine now.", "text": "Mine now.", "kind": "correction", "status": "draft"}
    form |= {"key": "mine", "position": 5, "link": "https://mine.example/", "source": Quotation.objects.get().source.pk}
    form |= {"quotations-TOTAL_FORMS": 0, "quotations-INITIAL_FORMS": 0}
    response = sign_in(author).post(reverse(f"admin:{name}_change", args=[row.pk]), form)
    assert response.headers["Location"] == reverse("admin:index")
    assert type(row).objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("way", ["page", "list"])
def test_author_does_not_delete_a_quotation_of_others(sign_in, author, others, way):
    """P12"""
    listed, _, _, delete = urls("blog_quotation", others["blog_quotation"].pk)
    form = {"action": "delete_selected", "_selected_action": others["blog_quotation"].pk, "post": "yes"}
    assert sign_in(author).post(delete if way == "page" else listed, form).status_code == 302
    assert Quotation.objects.count() == 1


@pytest.mark.parametrize("action", ["publish_now", "withdraw", "renew_preview_link"])
def test_author_does_nothing_to_posts_of_others_by_an_action(sign_in, author, others, action):
    """P12"""
    before = Post.objects.values().get()
    form = {"action": action, "_selected_action": others["blog_post"].pk}
    sign_in(author).post(reverse("admin:blog_post_changelist"), form)
    assert Post.objects.values().get() == before


@pytest.mark.parametrize("name", ["CHANGE_FORM-action", "action"])
def test_author_does_not_restore_a_revision_of_others(sign_in, author, others, name):
    """P12"""
    revision = others["blog_post"].revisions.last()
    form = {name: "restore", "_selected_action": revision.pk}
    for url in (urls("blog_revision", revision.pk)[0], urls("blog_revision", revision.pk)[2]):
        sign_in(author).post(url, form)
    assert revision.post.revisions.count() == 4


def test_author_does_not_add_an_update_to_a_post_of_others(sign_in, author, make_post, other_author):
    """P12"""
    post = make_post(by=other_author)
    form = {"post": post.pk, "kind": "update", "body": "Mine.", "published_at_0": "2100-01-01"}
    form |= {"published_at_1": "10:00", "quotations-TOTAL_FORMS": 0, "quotations-INITIAL_FORMS": 0}
    response = sign_in(author).post(reverse("admin:blog_update_add"), form)
    assert "Select a valid choice." in response.text
    assert not Update.objects.exists()


def test_author_does_not_take_a_quotation_of_others_into_an_own_post(sign_in, author, draft, others):
    """P12"""
    stolen = others["blog_quotation"]
    form = {"title": "Mine", "status": "draft", "slug": "mine", "updates-TOTAL_FORMS": 0, "updates-INITIAL_FORMS": 0}
    fields = {"id": stolen.pk, "text": "Mine.", "source": stolen.source.pk, "link": stolen.link, "position": 0}
    form |= {f"quotations-0-{name}": value for name, value in fields.items()}
    form |= {"quotations-TOTAL_FORMS": 1, "quotations-INITIAL_FORMS": 1}
    before = Quotation.objects.values().get()
    sign_in(author).post(urls("blog_post", draft.pk)[2], form)
    assert Quotation.objects.values().get() == before


def test_author_is_offered_only_own_posts_to_update(sign_in, author, make_post, others):
    """P12"""
    make_post("Mine")
    query = {"app_label": "blog", "model_name": "update", "field_name": "post"}
    answer = sign_in(author).get(reverse("admin:autocomplete"), query).json()
    assert [result["text"] for result in answer["results"]] == ["Mine"]


@pytest.mark.parametrize("to", ["other_author", "editor"])
def test_author_cannot_name_another_author(sign_in, author, draft, request, to):
    """P12"""
    other = request.getfixturevalue(to)
    form = {"title": "Mine", "status": "draft", "slug": "mine", "author": other.pk}
    form |= {f"{name}-{which}_FORMS": 0 for name in ("quotations", "updates") for which in ("TOTAL", "INITIAL")}
    client = sign_in(author)
    assert client.post(reverse("admin:blog_post_add"), form).status_code == 302
    assert client.post(urls("blog_post", draft.pk)[2], form | {"slug": "mine-too"}).status_code == 302
    assert list(Post.objects.values_list("title", "author")) == [("Mine", author.pk)] * 2


def test_editor_can_name_another_author(sign_in, editor, draft, other_author):
    form = {"title": "Given", "status": "draft", "slug": "given", "author": other_author.pk}
    form |= {f"{name}-{which}_FORMS": 0 for name in ("quotations", "updates") for which in ("TOTAL", "INITIAL")}
    assert sign_in(editor).post(urls("blog_post", draft.pk)[2], form).status_code == 302
    assert Post.objects.get().author == other_author


@pytest.mark.parametrize("model", [Post, Update, Quotation])
def test_moderator_does_not_learn_the_key_of_a_preview(sign_in, moderator, draft, source, model):
    """P1, P2"""
    Update.objects.create(post=draft, author=draft.author, body="More.")
    Quotation.objects.create(post=draft, source=source, text="Words.", link="https://www.reuters.com/1")
    args = [ContentType.objects.get_for_model(model).pk, model.objects.get().pk]
    response = sign_in(moderator).get(reverse("admin:view_on_site", args=args))
    assert draft.preview_key not in response.headers.get("Location", "")


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
    assert client.post(reverse("admin:login"), {"username": "vera", "password": "long and winding"}).status_code == 302
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
