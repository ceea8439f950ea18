"""The cast and the props. Every test builds what it needs from these; nothing is there unasked."""

from hashlib import sha256

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import connections, transaction
from django.utils import timezone

from blog import publishing
from blog.models import Post, Quotation, Source
from people.models import User
from pictures.models import Picture
from tests.foreign import foreign_server, foreign_site, say  # noqa: F401 - fixtures for all

PASSWORD = "correct horse battery staple"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """Keep SQLite in a file, as sites do: the test and the server of a browser test each have a connection to it."""
    database = connections["default"].settings_dict
    if "sqlite" in database["ENGINE"]:
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        # Nobody needs these files after a power cut.
        database["OPTIONS"] |= {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"}


@pytest.fixture(autouse=True)
def _empty_cache():
    """Begin without the widgets that another test kept: editions are counted anew in each."""
    caches["memory"].clear()


@pytest.fixture(autouse=True)
def _settings_of_tests(settings, tmp_path):
    settings.DEMO_SIGN_INS = tmp_path / "demo-sign-ins"
    settings.MEDIA_ROOT = tmp_path / "media"
    # In the middle of what is tested, so that tests see what comes of it.
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker):
    """Let fixtures of a module's scope fill the database, once for all its tests; each finds it so."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def add_user(username, role=None, **fields):
    """Return a new user who may sign in with `PASSWORD`."""
    user = User.objects.create_user(username, password=PASSWORD, is_staff=True, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def add_post(title="A title", *, by, tags=(), **fields):
    """Return a new post, recorded; published now unless told otherwise."""
    fields = {"status": Post.Status.PUBLISHED, "body": "Some words."} | fields
    if fields["status"] != Post.Status.DRAFT:
        fields.setdefault("published_at", timezone.now())
    post = Post(author=by, title=title, **fields)
    post.full_clean(exclude=["body_html"])
    post.save()
    post.tags.set(tags)
    publishing.record(post, by=post.author)
    post.refresh_from_db()
    return post


def add_quotation(post, text="Quoted words.", **fields):
    """Return a quotation that was added to a post (or to one of its updates), after recording the post."""
    quotation = Quotation.objects.create(post=post, text=text, **{"link": "https://www.reuters.com/1"} | fields)
    publishing.record(post, by=post.author)
    quotation.refresh_from_db()
    return quotation


@pytest.fixture
def make_user(db):
    return add_user


@pytest.fixture
def author(make_user):
    return make_user("anna", "Author", public_name="Anna Weiss")


@pytest.fixture
def other_author(make_user):
    return make_user("timur", "Author", public_name="Timur Bekov")


@pytest.fixture
def editor(make_user):
    return make_user("daniel", "Editor", public_name="Daniel Hale")


@pytest.fixture
def moderator(make_user):
    return make_user("mila", "Moderator")


@pytest.fixture
def superuser(make_user):
    return make_user("root", is_superuser=True)


@pytest.fixture
def sign_in(client):
    """Sign a user in to the test client and return it."""

    def sign_in_as(user):
        client.force_login(user)
        return client

    return sign_in_as


@pytest.fixture
def make_post(author):
    """Make and record a post, by the author unless told otherwise."""

    def make(title="A title", *, by=None, **fields):
        return add_post(title, by=by or author, **fields)

    return make


@pytest.fixture
def post(make_post):
    return make_post()


@pytest.fixture
def draft(make_post):
    return make_post("A draft", status=Post.Status.DRAFT)


@pytest.fixture
def make_picture(db):
    """Make a picture of the library, without its files."""

    def make(title="A bridge", **fields):
        key = sha256(title.encode()).hexdigest()[:32]
        said = {"original": f"originals/{key}.jpg", "width": 1440, "height": 960, "widths": [480, 960, 1440]}
        return Picture.objects.create(key=key, title=title, **said | fields)

    return make


@pytest.fixture
def source(db):
    return Source.objects.create(name="Reuters", homepage="https://www.reuters.com/")


@pytest.fixture
def make_quotation(source):
    """Add a quotation of a source to a post (or to one of its updates) and record the post."""

    def make(post, text="Quoted words.", **fields):
        return add_quotation(post, text, **{"source": source} | fields)

    return make
