"""Links of posts, and the site that they lead to."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

import fetching
from evidence.models import Link, host
from fetching.__main__ import _do


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch):
    monkeypatch.setattr(host, "PAUSE", timedelta(0))


@pytest.fixture
def quick(monkeypatch, settings):
    """Visit sites without a process for each visit, which takes a second to start."""

    def do(job, seconds):
        return json.loads(json.dumps(_do(also=settings.FETCHABLE_ADDRESSES, seconds=seconds, **job)))

    monkeypatch.setattr(fetching, "_ask_child", do)


@pytest.fixture
def linked(foreign_site, make_post):
    """Make a post with links that answer, that are gone, and that another site has trouble with."""

    def make(*paths, title="Linked", **fields):
        body = " ".join(f"[a link]({foreign_site}/{path})" for path in paths or ("article", "gone", "broken"))
        return make_post(title, body=body, **fields)

    return make


@pytest.fixture
def run(quick, db):
    """Do what is due `days` from now, and return what the command said."""

    def run_command(days=0, **options):
        out = StringIO()
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=True):
            call_command("check_links", stdout=out, stderr=StringIO(), **options)
        return out.getvalue()

    return run_command


@pytest.fixture
def state_of(foreign_site):
    """Return the state of the link to a path of that site, and why."""

    def find(path):
        return Link.objects.values_list("state", "refusal").get(address=f"{foreign_site}/{path}")

    return find
